"""Counts of words that a task states are those of the reports."""

import re

import sourcebook as sb
from sourcebook.tasks import bank, text


def test_the_words_that_a_task_counts_are_those_of_the_evidence():
    """The task on shares gives three counts of words, and each is a segment's or a speaker's."""
    counts = sb.word_counts()
    by_speaker = counts.groupby(["source", "speaker", "mode"])["words"].sum()
    known = {*counts["words"], *by_speaker, *counts.groupby(["source", "speaker"])["words"].sum()}
    stem = text.plain(bank.item("a-share-of-what")["stem"])
    stated = [int(number) for number in re.findall(r"\b(\d+) words?\b", stem)]
    assert stated and set(stated) <= known
