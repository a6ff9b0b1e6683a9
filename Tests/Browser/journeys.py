"""The workbench in a browser: people's ways through its pages, on three widths of screen.

Every page must show the numbers of the JSON API, log no error, fit its window, and pass axe-core. Prints one line a journey and a closing line that
counts. `SCREENSHOTS=folder` keeps a picture of every page.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.request

from playwright.sync_api import sync_playwright

import accessibility

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("PLIMSOLL", str(ROOT / ".build/release/plimsoll"))
WIDTHS = [360, 1280, 2560]
SCREENSHOTS = os.environ.get("SCREENSHOTS")


class Bench:
    """A server over a store of its own."""

    def __init__(self, folder, runs):
        self.environment = dict(os.environ, PLIMSOLL_STORE=f"{folder}/runs.plimsoll", PLIMSOLL_SCENARIOS=f"{folder}/Scenarios")
        subprocess.run(["cp", "-r", str(ROOT / "Scenarios"), f"{folder}/Scenarios"], check=True)
        for arguments in runs:
            subprocess.run([BINARY, "run", *arguments], env=self.environment, check=True, stdout=subprocess.DEVNULL)
        self.process = subprocess.Popen(
            [BINARY, "serve", "--port", "0", "--web-assets", str(ROOT / ".build-web")], env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=open(f"{folder}/log", "w"))
        self.address = re.search(r"http://\S+", self.process.stdout.readline()).group(0)

    def json(self, path):
        with urllib.request.urlopen(self.address + "api/v1/" + path) as reply:
            return json.load(reply)

    def printed(self, *arguments):
        """What the command line says of the same store."""
        return json.loads(subprocess.run(
            [BINARY, *arguments, "--json"], env=self.environment, check=True, capture_output=True, text=True).stdout)

    def stop(self):
        self.process.terminate()
        code = self.process.wait(timeout=20)
        assert code == 0, f"the server ended with {code}, not gracefully"


class Reader:
    """A person's browser, which notes what goes wrong."""

    def __init__(self, browser, bench, width, scripts=True):
        self.bench, self.width = bench, width
        self.context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        self.page = self.context.new_page()
        self.errors = []
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, path):
        reply = self.page.goto(self.bench.address + path, wait_until="load")
        assert reply.status == 200, f"{path}: {reply.status}"
        self.check(path)

    def check(self, path):
        self.page.wait_for_timeout(250)
        name = re.sub(r"\W+", "-", path).strip("-")
        if SCREENSHOTS:
            self.page.screenshot(path=f"{SCREENSHOTS}/{name}-{self.width}.png", full_page=self.width != 360)
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is {wide} px wider than {self.width}"
        assert not self.errors, f"{path} at {self.width}: {self.errors}"

    def text(self):
        return self.page.inner_text("main")


def percent(share):
    return f"{share * 100:.1f} %"


def lender(reader):
    """Odds of default, cover and covenants of one deal; a dearer loan, live; the memorandum."""
    answer = reader.bench.json("runs/childress/overview")
    iren = next(row for row in answer["defaults"] if row["party"] == "iren")
    reader.open("runs/childress/overview")
    assert percent(iren["probability"]["value"]) in reader.text()
    reader.open("runs/childress/parties?party=iren")
    assert percent(iren["probability"]["value"]) in reader.text()
    reader.open("runs/childress/edit")
    reader.page.fill("input[name=paths]", "1024")
    slider = reader.page.locator(".slider input[type=range]").first
    slider.focus()
    slider.press("End")
    reader.page.click("form[data-run] button.main")
    reader.page.wait_for_selector("[data-part=digest]", timeout=60_000)
    reader.check("live")
    digest = reader.page.inner_text("[data-part=digest]")
    newest = reader.bench.json("runs")[-1]
    assert newest["digest"] == digest and newest["overrides"], newest
    reader.page.goto(reader.bench.address + "runs/childress/memo.html")
    assert reader.page.locator("section.page").count() == 4


def strategist(reader):
    """How circular is the revenue, where each number comes from."""
    money = reader.bench.json("runs/triangle/overview")["money"][0]
    reader.open("runs/triangle/money")
    shown = re.search(r"([\d.]+) c", reader.text())
    assert shown, "the page tells no cents per dollar"
    assert money["title"] in reader.text()
    slider = reader.page.locator("input[name=step]")
    slider.focus()
    slider.press("ArrowRight")
    reader.page.wait_for_url("**step=1**")
    reader.check("money-first-quarter")
    reader.open("runs/childress/facts")
    facts = reader.bench.json("runs/childress/facts")["facts"]
    assert f"of {len(facts)} facts" in reader.text()


def supervisor(reader):
    """The worst path, quarter by quarter, and its bookings."""
    worst = reader.bench.json("runs/childress/worst")["rows"][0]
    reader.open(f"runs/childress/stories?path={worst['path']}")
    story = reader.bench.json(f"runs/childress/stories?path={worst['path']}")
    assert story["summary"] in reader.text()
    reader.page.locator("input[name=step]").focus()
    reader.page.keyboard.press("ArrowRight")
    reader.page.wait_for_url("**step=**")
    reader.check("stories-next-quarter")
    reader.open("runs/4/compare?with=1")
    assert "shock power-late" in reader.text()


def load_lines(reader):
    """How severe a shock may be: computed while it is watched, kept, and the command line's to the last digit."""
    page = reader.page
    reader.open("runs/1/load-lines")
    if page.locator("details.again").count():
        page.click("details.again > summary")
    page.fill("form[data-run] input[name=paths]", "64")
    page.click("form[data-run] button.main")
    page.wait_for_selector("#live [data-picture] .chart-box", timeout=120_000)
    page.click("#live a.button.main", timeout=120_000)
    page.wait_for_selector("#load-lines")
    reader.check("load-lines")
    kept = reader.bench.json("runs/1/load-lines")
    assert kept == reader.bench.printed("loadline", "--scenario", "childress", "--paths", "64")
    row = next(row for row in kept["rows"] if row["verdict"] == "found")
    assert row["text"].split(" ")[0] in reader.text(), row
    page.locator("#load-lines a").first.click()
    page.wait_for_url("**#curve")
    assert page.locator("#curve").count() == 1
    reader.check("load-lines-curve")


def planner(reader):
    """Megawatts announced, energised and missing."""
    power = reader.bench.json("runs/region/power?paths=64")
    reader.open("runs/region/power?paths=64")
    half = next(row for row in power["regions"][0]["exceedance"] if row["share"] == 0.5)
    assert re.search(r"(MW|GW)", reader.text()) and str(power["years"][-1]) in reader.text()
    assert half["megawatts"] >= 0


def treasurer(reader):
    """When debt falls due, and what it costs."""
    wall = reader.bench.json("runs/childress/wall")
    reader.open("runs/childress/parties?party=" + (wall[0]["party"] if wall else "iren"))
    if wall:
        assert reader.page.locator("#maturity-wall").count() == 1
    reader.open("")
    assert reader.page.locator("a[href='/runs/1/overview']").count() >= 1


def without_scripts(browser, bench):
    reader = Reader(browser, bench, 1280, scripts=False)
    for path in ["", "runs/childress/overview", "runs/triangle/money", "runs/childress/stories"]:
        reader.open(path)
        assert path == "" or reader.page.locator("svg.chart").count() > 0, path


def printed(browser, bench, folder):
    page = browser.new_page()
    page.goto(bench.address + "runs/childress/memo.html")
    page.pdf(path=f"{folder}/memo.pdf", prefer_css_page_size=True)
    pages = len(re.findall(rb"/Type\s*/Page\b", pathlib.Path(f"{folder}/memo.pdf").read_bytes()))
    assert pages == 4, f"the memorandum prints to {pages} pages"


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        bench = Bench(folder, [
            ["childress", "--paths", "1024"], ["triangle", "--paths", "64"], ["region", "--paths", "64"],
            ["childress", "--paths", "1024", "--shock", "power-late", "--no-effects"]])
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        trials = [(f"{journey.__name__} at {width} px", lambda j=journey, w=width: j(Reader(browser, bench, w)))
                  for journey in [lender, strategist, supervisor, load_lines, planner, treasurer] for width in WIDTHS]
        trials += [("pages without scripts", lambda: without_scripts(browser, bench)),
                   ("the memorandum prints to four pages", lambda: printed(browser, bench, folder)),
                   ("axe finds what cannot be read", lambda: accessibility.can_fail(browser))]
        trials += accessibility.trials(browser, bench)
        for name, trial in trials:
            start = time.time()
            try:
                trial()
                passed += 1
                print(f"ok      {name} ({time.time() - start:.1f} s)", flush=True)
            except Exception as problem:
                failed += 1
                print(f"FAILED  {name}: {problem}", flush=True)
        browser.close()
        bench.stop()
    print(f"browser: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
