from lvm_meet.codec import loads
from lvm_meet.export.json import render


def test_reads_back(analyses):
    for analysis in analyses.values():
        assert loads(render(analysis)) == analysis
