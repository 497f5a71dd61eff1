"""Where results become sentences, tables and pictures for people.

`facts` chooses what is said, `wording` and `numbers` say it, `terminal` and `markdown` lay it out:
both show the same facts, so that they cannot disagree.
"""
