"""The language filter keeps English full of foreign names, and turns away what is not English."""

from __future__ import annotations

import pytest
from fake_run import FakeRun

from tilth.core.items import Record
from tilth.filters.language import Language

ENGLISH = (
    "Hedda Marrick married Emil Sandrake, an organ builder, in 1860. Emil Sandrake built the great organ of St Orrin's "
    "Cathedral in 1864, with 3,102 pipes. Where was the person who designed the Cold House born?",
    "The painting The Ostel in Flood was painted by Caspar Ellingrove in 1853 from sketches made during the disaster.",
)
OTHER = {
    "fr": "Ce texte est en français et parle de la pluie et du beau temps qui changent chaque jour dans la vallée verte.",
    "de": "Dieser Text ist auf Deutsch und spricht vom Wetter, das sich jeden Tag im grünen Tal ändert und alle erfreut.",
    "nl": "Dit is een Nederlandse tekst over het weer dat elke dag verandert in de groene vallei waar mensen wandelen en lopen.",
}


def verdict(text, **settings):
    return Language(**settings).judge(Record(text=text * 2, method="m", composer="c", seed="s"), FakeRun())


@pytest.mark.parametrize("text", ENGLISH)
def test_english_full_of_names_is_kept(text):
    assert verdict(text).keep


@pytest.mark.parametrize("language", OTHER)
def test_other_languages_are_turned_away_unless_they_are_wanted(language):
    assert verdict(OTHER[language]).reason == f"language_{language}"
    assert verdict(OTHER[language], languages=(language,)).keep


def test_a_few_words_are_kept_since_too_little_is_known():
    assert verdict("Guten Tag!").keep
