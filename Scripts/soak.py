"""The workbench under many readers and live runs for a while: does it answer, does its memory stay flat, is the digest the same?"""
import http.client
import json
import os
import re
import subprocess
import threading
import time
import urllib.parse

PAGES = [
    "/", "/healthz", "/runs/1/overview", "/runs/1/money", "/runs/1/parties", "/runs/1/stories?path=3", "/runs/1/power",
    "/runs/1/compute", "/runs/1/memo.html", "/api/v1/runs", "/api/v1/runs/1/overview", "/api/v1/runs/1/losses",
    "/api/v1/runs/1/statements?party=iren&path=5", "/runs/1/overview.csv", "/assets/workbench.css", "/metrics", "/nothing",
]


def resident(process):
    """Megabytes that a process holds, as the kernel says."""
    with open(f"/proc/{process.pid}/status") as file:
        return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024


def ask(port, method, path, body=None, seconds=60):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request(method, path, body, {"Content-Type": "application/x-www-form-urlencoded"} if body else {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


def soak(binary, seconds, readers, store, paths=4_000):
    for end in ["", "-wal", "-shm"]:
        if os.path.exists(store + end):
            os.remove(store + end)
    environment = dict(os.environ, PLIMSOLL_STORE=store)
    command = [binary, "run", "childress", "--paths", str(paths), "--no-effects", "--json"]
    digest = json.loads(subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout)["digest"]
    server = subprocess.Popen(
        [binary, "serve", "--port", "0"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    counts, lock, stop = {}, threading.Lock(), threading.Event()
    waits, memory, digests, problems = [], [], [], []
    try:
        port = int(re.search(r":(\d+)/", server.stdout.readline()).group(1))
        token = re.search(r'name="csrf" value="(\w+)"', ask(port, "GET", "/")[1]).group(1)

        def read(seed):
            place = seed
            while not stop.is_set():
                place += 1
                start = time.time()
                try:
                    status, _ = ask(port, "GET", PAGES[place % len(PAGES)])
                except OSError as error:
                    status = type(error).__name__
                with lock:
                    counts[status] = counts.get(status, 0) + 1
                    waits.append(time.time() - start)
                # A reader reads: nobody asks for the next page at once.
                stop.wait(0.5)

        def live():
            form = urllib.parse.urlencode({"scenario": "childress", "paths": paths, "csrf": token})
            while not stop.is_set():
                status, text = ask(port, "POST", "/api/v1/live", form)
                if status != 202:
                    problems.append(f"live run refused: {status}")
                    return
                number = json.loads(text)["live"]
                while not stop.is_set():
                    stop.wait(0.5)
                    told = json.loads(ask(port, "GET", f"/api/v1/live/{number}")[1])
                    if told["status"] in ("finished", "failed", "cancelled"):
                        digests.append(told.get("digest"))
                        if told["status"] != "finished":
                            problems.append(f"live run {number}: {told}")
                        break

        threads = [threading.Thread(target=read, args=(seed * 7,), daemon=True) for seed in range(readers)]
        threads.append(threading.Thread(target=live, daemon=True))
        for thread in threads:
            thread.start()
        start = time.time()
        while time.time() - start < seconds and server.poll() is None:
            memory.append((time.time() - start, resident(server)))
            time.sleep(min(5, max(0.5, seconds / 60)))
        stop.set()
        for thread in threads:
            thread.join(70)
        if server.poll() is not None:
            problems.append(f"the server ended with {server.returncode}")
    finally:
        stop.set()
        server.terminate()
        server.wait(30)
    third = seconds / 3
    middle = max((megabytes for at, megabytes in memory if third <= at < 2 * third), default=0)
    last = max((megabytes for at, megabytes in memory if at >= 2 * third), default=0)
    # Flat: the last third needs no more than the middle one, but for what the allocator has not given back.
    is_flat = last <= 1.15 * middle + 20
    unexpected = {str(status): count for status, count in counts.items() if status not in (200, 404, 422)}
    if not digests:
        problems.append("no live run was finished in that time")
    waits.sort()
    return {
        "seconds": seconds, "readers": readers, "requests": sum(counts.values()),
        "by status": {str(status): count for status, count in sorted(counts.items(), key=str)},
        "wait of the 99th percentile, s": round(waits[int(len(waits) * 0.99)], 2) if waits else None,
        f"live runs of {paths:,} paths": len(digests), "digests like the command line's": sum(own == digest for own in digests),
        "memory, MB, most in the middle third": round(middle), "and in the last third": round(last),
        "problems": problems + ([f"unexpected: {unexpected}"] if unexpected else []) + ([] if is_flat else ["memory grows"]),
        "passed": not problems and not unexpected and is_flat and all(own == digest for own in digests),
    }
