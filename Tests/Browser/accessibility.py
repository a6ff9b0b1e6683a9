"""Every page of the workbench before axe-core, in the light and in the dark, wide and narrow: no violation of WCAG 2.2, levels A and AA.

axe-core comes out of the pinned package axe-playwright-python.
"""
import pathlib

import axe_playwright_python

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
PAGES = [
    "", "runs/childress/overview", "runs/triangle/money", "runs/childress/load-lines", "runs/1/load-lines", "runs/childress/parties",
    "runs/region/power", "runs/childress/compute", "runs/childress/stories", "runs/childress/facts", "runs/childress/compare",
    "runs/childress/edit", "runs/childress/memo.html", "method/loadline", "runs/childress/nowhere", "sign-in",
]


def violations(page):
    """What axe-core finds, a line each: rule, how many places, the first of them and why."""
    page.evaluate(AXE)
    found = page.evaluate(RUN, TAGS)["violations"]
    return [f"{rule['id']} in {len(rule['nodes'])} places, first {rule['nodes'][0]['target']}: "
            f"{rule['nodes'][0]['failureSummary'].splitlines()[-1].strip()}" for rule in found]


def audit(browser, bench, path, scheme, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(bench.address + path, wait_until="load")
    page.wait_for_timeout(500)
    for summary in page.query_selector_all("details:not([open]) > summary"):
        summary.click()
    found = violations(page)
    context.close()
    assert not found, "; ".join(found)


def trials(browser, bench, pages=PAGES):
    """A name and a check for each page, scheme and width."""
    return [(f"axe finds nothing on {path or 'the first page'}, {scheme}, {width} px",
             lambda p=path, s=scheme, w=width: audit(browser, bench, p, s, w))
            for path in pages for scheme, width in [("light", 1280), ("dark", 360)]]


def can_fail(browser):
    """A page with text that cannot be read is found."""
    page = browser.new_page()
    page.set_content("<!doctype html><html lang=en><title>x</title><main><p style='color:#ccc;background:#fff'>grey on white</p></main>")
    found = violations(page)
    page.close()
    assert any(line.startswith("color-contrast") for line in found), found
