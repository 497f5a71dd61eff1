"""Real meetings, where this machine has them: nothing is lost, nothing is made up."""

import json
import re

from lvm_meet import readers


def test_every_real_file_reads(meetings):
    paths = [path for path in sorted(meetings.rglob("*")) if path.is_file()]
    assert paths
    for path in paths:
        transcript = readers.read(path)
        assert len(transcript.segments) > 100, path
        assert len({segment.speaker for segment in transcript.segments}) > 3, path
        codes = {note.code for note in transcript.notes if not note.remark}
        assert codes <= {"doubled-text", "empty-cue"}, path
        remarks = {note.code for note in transcript.notes if note.remark}
        assert remarks <= {"last-line", "overlap"}, path


def test_corpus_captions_keep_the_first_of_their_two_copies(meetings):
    paths = sorted(meetings.glob("icsi/*.vtt"))
    assert paths
    for path in paths:
        payloads = re.findall(r"<v (\w+)>(.*?)</v>", path.read_text("utf-8"), re.DOTALL)
        expected = [
            (speaker, text.split(",")[0].strip())
            for speaker, text in payloads
            if any(map(str.isalnum, text.split(",")[0]))
        ]
        found = readers.read(path)
        assert [(each.speaker, each.text) for each in found.segments] == expected
        rows = readers.read(path.with_suffix("").with_suffix(".acts.tsv"))
        assert [each.text for each in rows.segments] == [each.text for each in found.segments]


def test_turns_of_qmsum_keep_their_words(meetings):
    for path in sorted(meetings.glob("qmsum/*.json")):
        raw = json.loads(path.read_text("utf-8"))["meeting_transcripts"]
        texts = [" ".join(re.sub(r"\{[a-z]+\}", " ", turn["content"]).split()) for turn in raw]
        expected = [text for text in texts if any(map(str.isalnum, text))]
        assert [segment.text for segment in readers.read(path).segments] == expected
