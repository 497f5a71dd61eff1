from lvm_meet.batch.tables import Tables


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_more_writing_costs_the_rarer_it_is(monkeypatch):
    clock, written = Clock(), []

    def write(journal, *, presence):
        written.append(clock.now)
        clock.now += 10

    monkeypatch.setattr("lvm_meet.batch.tables.write_tables", write)
    tables = Tables(None, clock=clock)
    for _ in range(60):
        tables.changed()
        tables.refresh()
        clock.now += 10
    assert written == [30, 240, 450]


def test_nothing_is_written_where_nothing_is_new(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("lvm_meet.batch.tables.write_tables", lambda *args, **facts: 1 / 0)
    tables = Tables(None, clock=clock)
    clock.now = 1000
    tables.refresh()
    assert clock.now == 1000
