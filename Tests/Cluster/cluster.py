"""Shards on a real Dask cluster of two workers, one of which is killed while it computes.

Prints a line a check and a closing line that counts.
"""
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

import psutil
from distributed import Client, LocalCluster

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "cluster"))
import plimsoll_cluster  # noqa: E402

BINARY = os.environ.get("PLIMSOLL", str(ROOT / ".build/release/plimsoll"))
SCENARIO, SHARDS = str(ROOT / "Scenarios/childress"), 8
OPTIONS = ["--paths", "24000", "--threads", "1"]


def answer(*arguments):
    return json.loads(subprocess.run([BINARY, *arguments], check=True, capture_output=True, text=True).stdout)


def eventually(what, seconds=60):
    """Waits for a state of the machine, not for a time: the limit is only for a test that fails."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = what()
        if found:
            return found
        time.sleep(0.01)
    raise AssertionError(f"not within {seconds} s: {what.__doc__}")


def killed_worker(client, killed):
    """Kills a worker process as soon as it has a shard at work; returns that shard's process."""
    def busy():
        """a worker with a shard at work"""
        for address, pid in client.run(os.getpid).items():
            for child in psutil.Process(pid).children(recursive=True):
                try:
                    if child.name() == "plimsoll":
                        return pid, child
                except psutil.NoSuchProcess:
                    pass
    pid, child = eventually(busy)
    os.kill(pid, signal.SIGKILL)
    killed.append(child)


def main():
    import threading

    with tempfile.TemporaryDirectory() as folder:
        os.environ["PLIMSOLL_STORE"] = f"{folder}/runs.plimsoll"
        whole = answer("run", SCENARIO, *OPTIONS, "--no-effects", "--no-store", "--json")["digest"]
        made = LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)
        with made, Client(made) as client, Client(made.scheduler_address) as other:
            killed = []
            killer = threading.Thread(target=killed_worker, args=(other, killed))
            killer.start()
            computed = plimsoll_cluster.run(client, SCENARIO, SHARDS, f"{folder}/shards", OPTIONS, BINARY, said=lambda _: None)
            killer.join()
            assert computed == list(range(1, SHARDS + 1)) and len(killed) == 1

            def gone():
                """the killed worker's shard has ended"""
                return not killed[0].is_running() or killed[0].status() == psutil.STATUS_ZOMBIE
            eventually(gone)
            print("ok a killed worker leaves no shard running, and its work is done by another")

            files = sorted(str(path) for path in pathlib.Path(folder, "shards").iterdir())
            assert len(files) == SHARDS and all(name.endswith(".shard") for name in files), files
            assert answer("merge", *files, "--no-store", "--json")["digest"] == whole
            print("ok the merged shards have the digest of the run on one machine")

            for name in files[2:4]:
                os.remove(name)
            again = plimsoll_cluster.run(client, SCENARIO, SHARDS, f"{folder}/shards", OPTIONS, BINARY, said=lambda _: None)
            assert again == [3, 4], again
            assert answer("merge", *files, "--no-store", "--json")["digest"] == whole
            print("ok only missing shards are computed again")

            try:
                plimsoll_cluster.run(
                    client, SCENARIO, 2, f"{folder}/refused", [*OPTIONS, "--shock", "none-such"], BINARY, said=lambda _: None)
                raise AssertionError("a shock that is not there was computed")
            except plimsoll_cluster.Refused as error:
                assert "unknown shock `none-such`" in str(error), error
            print("ok what Plimsoll refuses is said in its own words")
    print("4 cluster checks passed")


if __name__ == "__main__":
    main()
