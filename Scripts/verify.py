#!/usr/bin/env python3
"""What takes too long for every day, tried at length: `make verify`, `make verify ITEMS="fuzz audit"`.

Each item's result is kept in .build-verify/ITEM.json. An item that passed on this commit at the length that is asked for is not
run again; one that was stopped goes on where it was. Documentation/verified.md says what was done, when, and at what length.

Lengths are environment variables: VERIFY_FUZZ_SECONDS (3600, of processor time over all subjects), VERIFY_SCENARIOS (10000),
VERIFY_KILLS (200), VERIFY_SOAK_SECONDS (1800), VERIFY_READERS (50), VERIFY_SANITIZERS ("address thread undefined").
VERIFY_JOBS (1) is how many subjects are fuzzed at once.
"""
import concurrent.futures
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
KEPT = os.path.join(ROOT, ".build-verify")
PAGE = os.path.join(ROOT, "Documentation", "verified.md")
SUBJECTS = ["scenario", "actus", "finance", "network", "power", "store", "arguments", "requests"]


def number(name, usual):
    return int(os.environ.get(name, usual))


def run(command, log=None, **environment):
    """Runs a command in the package; its code and what it printed on standard output."""
    with open(os.path.join(KEPT, (log or "last") + ".log"), "ab") as errors:
        done = subprocess.run(
            command, cwd=ROOT, env=dict(os.environ, **environment), stdout=subprocess.PIPE, stderr=errors)
        errors.write(done.stdout)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def commit():
    text = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    dirty = subprocess.run(
        ["git", "status", "--porcelain", "--untracked-files=no", "--", "Sources", "Tests", "Package.swift"], cwd=ROOT,
        capture_output=True, text=True).stdout.strip()
    return text + ("+" if dirty or os.environ.get("VERIFY_PROGRAMS") else "")


class Kept:
    """The record of an item: written after every step, so that a stopped item goes on."""

    def __init__(self, item, length):
        self.path = os.path.join(KEPT, item + ".json")
        self.data = {}
        if os.path.exists(self.path):
            with open(self.path) as file:
                self.data = json.load(file)
        if self.data.get("commit") != commit() or self.data.get("length") != length or self.data.get("passed") is False:
            self.data = {"item": item, "commit": commit(), "length": length, "passed": None, "figures": {}}

    @property
    def is_done(self):
        return self.data["passed"] is True

    def __getitem__(self, key):
        return self.data["figures"].get(key)

    def note(self, **figures):
        self.data["figures"].update(figures)
        self.save()

    def end(self, passed):
        self.data["passed"] = bool(passed)
        self.data["ended"] = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
        self.save()
        return passed

    def save(self):
        with open(self.path + ".new", "w") as file:
            json.dump(self.data, file, indent=1)
        os.replace(self.path + ".new", self.path)


def flags():
    """The flags of every build of this folder: nothing is built twice."""
    return subprocess.run([os.path.join(ROOT, "Scripts", "flags.sh")], check=True, capture_output=True, text=True).stdout.split()


def build(*products):
    """Builds programs in release, and says where they are; VERIFY_PROGRAMS names a folder with some that are built."""
    if os.environ.get("VERIFY_PROGRAMS"):
        return os.environ["VERIFY_PROGRAMS"]
    for product in products:
        code, _ = run(["swift", "build", *flags(), "--product", product], "build")
        if code != 0:
            sys.exit(f"verify: {product} does not build; see .build-verify/build.log")
    return os.path.join(ROOT, ".build", "release")


# --- items: each takes its record and says whether it passed

def fuzz(kept, seconds):
    """Damaged files, stores, arguments and requests: an answer or words, whatever they hold."""
    folder = build("plimsoll", "plimsoll-fuzz")
    lock = threading.Lock()
    with concurrent.futures.ThreadPoolExecutor(number("VERIFY_JOBS", 1)) as jobs:
        return all(list(jobs.map(lambda subject: damage(kept, lock, folder, subject, seconds / len(SUBJECTS)), SUBJECTS)))


def damage(kept, lock, folder, subject, share):
    """One subject, a minute at a time."""
    state = kept[subject] or {"next": 1_000_000, "cases": 0, "accepted": 0, "seconds": 0, "faults": []}
    while state["seconds"] < share and len(state["faults"]) < 20:
        part = int(max(1, min(60, share - state["seconds"])))
        with open(os.path.join(KEPT, "fuzz.log"), "ab") as errors:
            child = subprocess.Popen([os.path.join(folder, "plimsoll-fuzz"), subject, str(state["next"]), str(part)], cwd=ROOT,
                                     stdout=subprocess.PIPE, stderr=errors)
            out = child.stdout.read().decode("utf-8", "replace")
            _, _, usage = os.wait4(child.pid, 0)
        try:
            told = json.loads(out.strip().splitlines()[-1])
        except (IndexError, ValueError):
            sys.exit(f"verify: plimsoll-fuzz {subject} {state['next']} ended without a word; see .build-verify/fuzz.log")
        state["next"] = told["next"]
        state["cases"] += told["cases"]
        state["accepted"] += told["accepted"]
        state["faults"] += told["faults"]
        # Processor time of the cases, as the kernel counts it; the wall's time on a busy machine says little.
        state["seconds"] = round(state["seconds"] + max(usage.ru_utime + usage.ru_stime, 0.2 * part), 1)
        with lock:
            kept.note(**{subject: dict(state)})
    return not state["faults"]


def audit(kept, count):
    """Random valid scenarios, fifty paths each, every invariant on every path: zero cents."""
    folder = build("plimsoll-fuzz")
    state = kept["random scenarios"] or {"done": 0, "paths": 0, "faults": []}
    while state["done"] < count:
        part = min(200, count - state["done"])
        _, out = run([os.path.join(folder, "plimsoll-fuzz"), "audit", str(1_000 + state["done"]), str(part)], "audit")
        told = json.loads(out.strip().splitlines()[-1])
        state["done"] += part
        state["paths"] += told["paths"]
        state["faults"] += told["faults"]
        kept.note(**{"random scenarios": state})
    return not state["faults"]


# Tests that count seconds, bound the address space of a child (a sanitizer's shadow memory is larger than any bound), or give it an
# environment of its own, without the sanitizer's options.
UNFIT = "KilledProcess|SharingTests|LiveTests|LimitTests|FuzzTests/cases|FuzzTests/watching|CompletionTests/names"
REPORT = re.compile("ERROR: AddressSanitizer: |WARNING: ThreadSanitizer|runtime error:")


def sanitize(kept, names):
    """The optimised tests under the compiler's sanitizers, each in a build folder of its own."""
    passed = True
    for name in names.split():
        if (kept[name] or {}).get("code") == 0:
            continue
        only = os.environ.get("VERIFY_SANITIZE_FILTER", "")
        # Optimised, as what is shipped: what an optimiser assumes is what a sanitizer is there to doubt.
        options = [*flags(), "--sanitize", name, "--scratch-path", f".build-{name}"]
        code, _ = run(["swift", "build", *options, "--build-tests"], "build")
        if code != 0:
            sys.exit(f"verify: the tests do not build with the {name} sanitizer; see .build-verify/build.log")
        command = ["swift", "test", *options, "--skip-build"]
        command += ["--filter", only] if only else ["--skip", UNFIT]
        start = time.time()
        # Into files, a process each: what children of the tests report is seen too.
        folder = os.path.join(KEPT, f"sanitize-{name}")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        common = f"halt_on_error=1:log_path={folder}/report"
        # Swift's own runtime frees nothing at the end; sanitizers that look for leaks would report that alone.
        code, out = run(command, "sanitize-" + name, PLIMSOLL_KILLS="3", ASAN_OPTIONS=f"detect_leaks=0:{common}",
                        UBSAN_OPTIONS=f"print_stacktrace=1:{common}", TSAN_OPTIONS=f"suppressions={ROOT}/Scripts/tsan.suppressions:{common}")
        lines = [line for line in out.splitlines() if "Test run with" in line]
        reports = 0
        for report in os.listdir(folder):
            with open(os.path.join(folder, report), errors="replace") as file:
                reports += len(REPORT.findall(file.read()))
        kept.note(**{name: {"code": code, "reports": reports, "tests": only or f"all but {UNFIT}",
                            "result": lines[-1].strip() if lines else "no test ran", "seconds": round(time.time() - start)}})
        passed = passed and code == 0 and reports == 0 and bool(lines)
    return passed


def kills(kept, count):
    """A run killed and resumed, so many times: the tests of the store read PLIMSOLL_KILLS."""
    code, _ = run(["swift", "build", *flags(), "--build-tests"], "build")
    if code != 0:
        sys.exit("verify: the tests do not build; see .build-verify/build.log")
    start = time.time()
    code, out = run(["swift", "test", *flags(), "--skip-build", "--filter", "KilledRun|KilledProcess|Resume"], "kills",
                    PLIMSOLL_KILLS=str(count))
    lines = [line for line in out.splitlines() if "Test run with" in line]
    kept.note(kills=count, code=code, result=lines[-1].strip() if lines else "no test ran", seconds=round(time.time() - start))
    return code == 0 and bool(lines)


def soak(kept, seconds):
    """The workbench under many readers and a live run: memory, answers, and the digest at the end."""
    sys.path.insert(0, os.path.join(ROOT, "Scripts"))
    import soak as workbench
    folder = build("plimsoll")
    figures = workbench.soak(
        os.path.join(folder, "plimsoll"), seconds, number("VERIFY_READERS", 50), os.path.join(KEPT, "soak.plimsoll"))
    kept.note(**figures)
    return figures["passed"]


def queue(kept, _):
    """Shards through a Slurm queue of one node: by dask-jobqueue with a job cancelled, and as an array of jobs."""
    folder, start = build("plimsoll"), time.time()
    tools = os.path.join(ROOT, ".build-tools", "queue")
    steps = [["Scripts/install.sh", "slurm-wlm", "munge"], ["python3", "-m", "venv", tools],
             [f"{tools}/bin/pip", "install", "--quiet", "--disable-pip-version-check", "-r", "cluster/requirements.txt", "psutil"],
             [f"{tools}/bin/python", "Tests/Cluster/slurm.py"]]
    for step in steps:
        code, out = run(step, "queue", PLIMSOLL=os.path.join(folder, "plimsoll"))
        if code != 0:
            kept.note(code=code, result=f"{step[0]} failed; see .build-verify/queue.log")
            return False
    version = subprocess.run(["slurmd", "-V"], capture_output=True, text=True).stdout.strip()
    kept.note(queue=version, result=out.strip().splitlines()[-1], seconds=round(time.time() - start))
    return True


def dist(kept, _):
    """The tarball, unpacked elsewhere, runs without the compiler's libraries."""
    start = time.time()
    code, out = run(["Scripts/dist.sh"], "dist")
    if code != 0:
        kept.note(code=code)
        return False
    tarball = out.strip().splitlines()[-1]
    code, out = run(["Scripts/dist-test.sh", tarball], "dist")
    kept.note(tarball=os.path.basename(tarball), bytes=os.path.getsize(os.path.join(ROOT, tarball)),
              result=out.strip().splitlines()[-1] if out.strip() else "", seconds=round(time.time() - start))
    return code == 0


ITEMS = {
    "fuzz": (fuzz, lambda: number("VERIFY_FUZZ_SECONDS", 3600), "seconds of processor time"),
    "audit": (audit, lambda: number("VERIFY_SCENARIOS", 10_000), "random scenarios"),
    "sanitize": (sanitize, lambda: os.environ.get("VERIFY_SANITIZERS", "address thread undefined"), "sanitizers"),
    "kills": (kills, lambda: number("VERIFY_KILLS", 200), "kills"),
    "soak": (soak, lambda: number("VERIFY_SOAK_SECONDS", 1800), "seconds"),
    "queue": (queue, lambda: 1, "queue"),
    "dist": (dist, lambda: 1, "tarball"),
}


def told(value):
    """A figure on one line."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {told(part)}" for key, part in value.items())
    if isinstance(value, list):
        return "none" if not value else " ".join(told(part) for part in value)
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def written():
    """What the page says of each item so far: items that were verified on another machine keep their words."""
    if not os.path.exists(PAGE):
        return {}
    with open(PAGE) as file:
        parts = file.read().split("\n## ")[1:]
    return {part.split("\n", 1)[0].strip(): part.split("\n", 1)[1].strip("\n").split("\n") for part in parts}


def page():
    """Writes Documentation/verified.md from the kept results."""
    before = written()
    text = ["# Verified at length", "",
            "Written by `make verify`: what was tried longer than `make test` does, when, on which commit (`+`: with changes that",
            "were not committed), and what came of it. [What each item does](method/verification.md).", ""]
    for item, (work, _, unit) in ITEMS.items():
        path = os.path.join(KEPT, item + ".json")
        text += [f"## {item}", ""]
        if not os.path.exists(path):
            text += before.get(item, [work.__doc__.strip(), "", "Not run yet."]) + [""]
            continue
        text += [work.__doc__.strip(), ""]
        with open(path) as file:
            data = json.load(file)
        state = {True: "passed", False: "**failed**", None: "**not finished**"}[data["passed"]]
        text.append(f"{state}, {data.get('ended', 'stopped')}, commit {data['commit']}, length {told(data['length'])} {unit}.")
        text.append("")
        text += [f"- {key}: {told(value)}" for key, value in data["figures"].items()] + [""]
    with open(PAGE, "w") as file:
        file.write("\n".join(text))


def main():
    asked = os.environ.get("ITEMS", "").split() or list(ITEMS)
    unknown = [item for item in asked if item not in ITEMS]
    if unknown:
        sys.exit(f"verify: there is no item {', '.join(unknown)}; items are: {', '.join(ITEMS)}")
    os.makedirs(KEPT, exist_ok=True)
    failed = []
    for item in asked:
        work, length, unit = ITEMS[item]
        kept = Kept(item, length())
        if kept.is_done:
            print(f"verify: {item} passed on this commit already", flush=True)
            continue
        print(f"verify: {item}, {told(length())} {unit}", flush=True)
        kept.save()
        try:
            passed = kept.end(work(kept, length()))
        finally:
            page()
        print(f"verify: {item} {'passed' if passed else 'FAILED'}", flush=True)
        failed += [] if passed else [item]
    page()
    sys.exit(f"verify: {', '.join(failed)} failed; see Documentation/verified.md and .build-verify" if failed else 0)


if __name__ == "__main__":
    main()
