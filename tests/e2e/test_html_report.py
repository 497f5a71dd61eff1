"""The HTML report in a real browser: what a reader clicks, types and sees.

Debian's chromium is driven by Playwright; where either is missing, the tests say so and skip. The
page is opened from the disk, with every request of it watched.
"""

import re
import runpy
import shutil
import struct
import wave
from dataclasses import replace
from pathlib import Path

import pytest

from lvm_meet.report.html import beside, render_page

TESTS = Path(__file__).parents[1]
CONCLUDE = runpy.run_path(str(TESTS / "made_conclusions.py"))["conclude"]
EVIL = '</script><script>window.owned=1</script><img src=x onerror="window.owned=1">'
FOCUSED = "(at => (at.closest('#talk') ? 'talk' : at.id))(document.activeElement)"
PHONE = {"width": 375, "height": 800}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def browser():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no chromium is installed: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


class Open:
    """A page that is open, with all that went wrong in it."""

    def __init__(self, browser, file, *, viewport=DESK, scheme="light", **options):
        self.context = browser.new_context(viewport=viewport, color_scheme=scheme, **options)
        self.page = self.context.new_page()
        self.errors, self.requests = [], []
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type != "log" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(file.as_uri())
        self.page.wait_for_selector("body[data-drawn]", timeout=60_000)

    def in_view(self, selector):
        box = self.page.locator(selector).bounding_box()
        return 0 <= box["y"] <= self.page.viewport_size["height"]

    def until(self, expression):
        """Asked from outside: the page's own policy lets nobody evaluate strings inside."""
        for _ in range(100):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"never: {expression}")

    def settle(self):
        self.page.wait_for_timeout(250)

    def colour(self, selector, property_):
        return self.page.eval_on_selector(
            selector, f"element => getComputedStyle(element).{property_}"
        )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def meeting(analyses):
    return CONCLUDE(analyses["kickoff"])


@pytest.fixture(scope="module")
def file(folder, meeting):
    path = folder / "report.html"
    path.write_text(render_page(meeting), encoding="utf-8")
    return path


@pytest.fixture
def opened(browser, file):
    opened = Open(browser, file)
    yield opened
    assert opened.errors == []
    assert [url for url in opened.requests if not url.startswith(("file:", "blob:"))] == []
    opened.context.close()


def test_asks_for_nothing_but_itself_and_draws_every_chart(opened, file):
    assert opened.requests == [file.as_uri()]
    charts = opened.page.locator("[data-chart]")
    assert charts.count() == 7
    assert opened.page.locator("[data-chart] svg").count() == 7


def test_a_click_on_a_stroke_goes_to_its_sentence(opened):
    stroke = opened.page.locator("[data-chart=timeline] .mark-rect.role-mark path").last
    stroke.scroll_into_view_if_needed()
    opened.settle()
    stroke.hover()
    opened.page.wait_for_selector("#card:not([hidden])")
    tip = opened.page.locator("#card").inner_text()
    words = re.search("“(.{20})", tip)[1]
    stroke.click()
    opened.settle()
    assert words in opened.page.locator(".u.here").inner_text()
    assert opened.in_view(".u.here")


def test_a_moment_goes_to_its_sentence_and_back(opened):
    opened.page.locator("#decisions a.at").first.click()
    opened.settle()
    assert "swap the two housings tomorrow" in opened.page.locator(".u.here").inner_text()
    assert opened.in_view(".u.here")
    assert opened.page.url.endswith("#s10")
    assert opened.page.evaluate("document.activeElement.id") == "s10"


def test_an_address_with_a_moment_opens_there(browser, file):
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    page.goto(file.as_uri() + "#s20")
    page.wait_for_selector("#s20.here")
    page.wait_for_timeout(300)
    assert 0 < page.locator("#s20").bounding_box()["y"] < 900
    context.close()


def test_a_filter_hides_all_other_signals(opened, meeting):
    opened.page.locator("[data-signal=vision]").click()
    shown = opened.page.locator(".u:visible")
    wanted = sum(signal.label.value == "vision" for signal in meeting.signals)
    assert shown.count() == wanted
    assert opened.page.locator(".u.vision:visible").count() == wanted
    assert opened.page.locator("#count").inner_text() == f"{wanted} of 30 sentences"
    assert opened.page.locator("[data-signal=vision]").get_attribute("aria-pressed") == "true"
    opened.page.locator("#all").click()
    assert shown.count() == 30


def test_a_moment_that_a_filter_hides_is_shown_again(opened):
    opened.page.locator("[data-signal=control]").click()
    opened.page.locator("#decisions a.at").first.click()
    opened.settle()
    assert opened.in_view("#s10")


def test_speaker_and_search_count_together(opened, meeting):
    opened.page.locator("#voice").select_option(label="Tom")
    opened.page.locator("#search").fill("THE RUBBER")
    opened.until("document.getElementById('count').textContent.startsWith('1 ')")
    assert opened.page.locator(".u:visible").inner_text() == "The one with the rubber seal."
    opened.page.locator("#voice").select_option("")
    opened.until("document.getElementById('count').textContent.startsWith('2 ')")
    assert opened.page.evaluate("CSS.highlights.get('found').size") == 2
    opened.page.locator("#search").fill("no such words")
    opened.until("document.getElementById('count').textContent.startsWith('0 ')")


def test_the_evidence_shows_on_hover_on_a_tap_and_from_the_keyboard(opened):
    badge = opened.page.locator("#s1 button")
    card = opened.page.locator("#card")
    badge.hover()
    assert "You take the first part" in card.inner_text()
    assert "Words that point to it" in card.inner_text()
    opened.page.mouse.move(5, 5)
    assert card.is_hidden()
    badge.click()
    assert badge.get_attribute("aria-expanded") == "true"
    opened.page.keyboard.press("Escape")
    assert card.is_hidden()
    assert badge.get_attribute("aria-expanded") == "false"


def test_the_keyboard_reaches_the_transcript(opened):
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(250):
        opened.page.keyboard.press("Tab")
        reached.add(
            opened.page.evaluate(
                "document.activeElement.closest('#talk') ? 'talk' : document.activeElement.id"
            )
        )
        if "talk" in reached:
            break
    assert {"search", "voice", "talk"} <= reached


def test_tasks_are_saved_as_a_file(opened):
    with opened.page.expect_download() as waiting:
        opened.page.get_by_text("Save as CSV").click()
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbftask,owner,due,due_day,status")
    assert b"Write the summary for the steering group" in content


def test_tasks_are_copied(browser, file):
    opened = Open(browser, file, permissions=["clipboard-read", "clipboard-write"])
    opened.page.get_by_text("Copy as CSV").click()
    opened.page.get_by_text("Copied.").wait_for()
    assert opened.errors == []
    opened.context.close()


def test_dark_is_dark(browser, file):
    light, dark = Open(browser, file), Open(browser, file, scheme="dark")
    for selector, property_ in (
        ("body", "backgroundColor"),
        ("[data-chart=aspects] .mark-rect path", "fill"),
    ):
        assert light.colour(selector, property_) != dark.colour(selector, property_)
    assert dark.errors == []
    light.context.close()
    dark.context.close()


@pytest.mark.parametrize("name", ["kickoff", "long names", "right to left", "hostile"])
def test_a_phone_scrolls_in_one_direction_only(browser, folder, analyses, name):
    path = folder / f"phone-{name}.html"
    path.write_text(render_page(CONCLUDE(analyses[name])), encoding="utf-8")
    opened = Open(browser, path, viewport=PHONE, is_mobile=True, has_touch=True)
    for details in opened.page.locator("details").all():
        details.evaluate("element => (element.open = true)")
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 375
    opened.page.locator(".u button.badge").first.tap()
    assert opened.page.locator("#card").is_visible()
    assert opened.errors == []
    opened.context.close()


def test_nothing_that_was_said_runs(browser, folder, analyses):
    base = CONCLUDE(analyses["kickoff"], words=EVIL)
    hostile = replace(
        base,
        title=EVIL,
        utterances=tuple(
            replace(each, text=each.text + EVIL, speaker=EVIL) for each in base.utterances
        ),
    )
    path = folder / "hostile.html"
    path.write_text(render_page(hostile), encoding="utf-8")
    opened = Open(browser, path)
    opened.page.locator("#s1 button").click()
    opened.page.locator("[data-chart=timeline] .mark-rect.role-mark path").first.hover()
    assert opened.page.evaluate("window.owned") is None
    assert opened.page.locator("h1").inner_text() == EVIL
    assert opened.errors == []
    opened.context.close()


def test_the_policy_stops_what_escaping_would_miss(browser, folder, meeting):
    path = folder / "broken.html"
    source = render_page(meeting).replace("</main>", "<script>window.owned=1</script></main>")
    path.write_text(source, encoding="utf-8")
    opened = Open(browser, path)
    assert opened.page.evaluate("window.owned") is None
    assert any("Content Security Policy" in error for error in opened.errors)
    opened.context.close()


def test_the_recording_jumps_along(browser, folder, meeting):
    with wave.open(str(folder / "talk & more.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8_000)
        sound.writeframes(struct.pack("<h", 0) * 8_000 * 250)
    path = folder / "player.html"
    page = render_page(meeting, media=beside(folder / "talk & more.wav", path))
    path.write_text(page, encoding="utf-8")
    opened = Open(browser, path)
    opened.until("document.getElementById('media').readyState > 0")
    opened.page.locator("#decisions a.at").first.click()
    opened.until("Math.round(document.getElementById('media').currentTime) === 73")
    opened.page.wait_for_selector("#s10.now")
    assert opened.page.locator("#lost").is_hidden()
    assert opened.errors == []
    opened.context.close()


def test_a_recording_that_is_not_there_is_said_and_can_be_chosen(browser, folder, meeting):
    path = folder / "lost.html"
    path.write_text(render_page(meeting, media=beside(folder / "gone.mp3", path)), encoding="utf-8")
    opened = Open(browser, path)
    opened.page.locator("#lost").wait_for()
    assert (
        "gone.mp3 is not where this page looks for it" in opened.page.locator("#lost").inner_text()
    )
    opened.page.locator("#choose").set_input_files(folder / "talk & more.wav")
    opened.until("document.getElementById('media').readyState > 0")
    assert opened.page.locator("#lost").is_hidden()
    opened.context.close()


def test_printed_there_are_no_controls_and_no_transcript_unless_wanted(opened):
    opened.page.emulate_media(media="print")
    for selector in ("nav", "#filters", "#transcript", ".numbers"):
        assert opened.page.locator(selector).first.is_hidden(), selector
    opened.page.emulate_media(media="screen")
    opened.page.locator("#print-transcript").check()
    opened.page.emulate_media(media="print")
    assert opened.page.locator("#s30").is_visible()


def test_twelve_hours_stay_usable(browser, folder, build_analysis):
    labels = ("vision", "none", "none", "execution", "none")
    rows = "\n".join(
        f"Ann | 1 | 3 | {labels[number % 5]} | Sentence {number} of a day."
        for number in range(11_000)
    )
    path = folder / "long.html"
    path.write_text(render_page(CONCLUDE(build_analysis(rows))), encoding="utf-8")
    opened = Open(browser, path)
    opened.page.evaluate("window.report.jump('s10000')")
    opened.settle()
    assert opened.in_view("#s10000")
    opened.page.locator("#search").fill("sentence 77")
    opened.until("document.getElementById('count').textContent.startsWith('111 of')")
    assert opened.errors == []
    opened.context.close()
