"""Shards through a real Slurm queue of one node, made for the purpose: by dask-jobqueue with a job cancelled while it computes,
and by `cluster/array.sbatch`, which needs no Python.

Needs root, and Debian's slurm-wlm. Everything but the programs lies in a temporary folder. Prints a line a check and a closing
line that counts.
"""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import psutil

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "cluster"))
BINARY = os.environ.get("PLIMSOLL", str(ROOT / ".build/release/plimsoll"))
SCENARIO, SHARDS = str(ROOT / "Scenarios/childress"), 8
OPTIONS = ["--paths", "24000"]

CONFIGURATION = """ClusterName=one
SlurmctldHost={host}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
SlurmUser=root
SlurmdUser=root
SlurmctldPort=26817
SlurmdPort=26818
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
NodeName={host} CPUs={cores} RealMemory=2000 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


def told(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 0, f"{command[0]} ended with {done.returncode}: {done.stderr[-2000:]}"
    return done.stdout


def eventually(what, seconds=120):
    """Waits for a state of the machine, not for a time: the limit is only for a test that fails."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = what()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"not within {seconds} s: {what.__doc__}")


def queue(folder):
    """Starts the daemons of a queue of this machine; returns them."""
    host = told("hostname", "-s").strip()
    for name in ("state", "spool"):
        os.mkdir(f"{folder}/{name}")
    pathlib.Path(folder, "slurm.conf").write_text(
        CONFIGURATION.format(host=host, folder=folder, cores=os.cpu_count()))
    os.environ["SLURM_CONF"] = f"{folder}/slurm.conf"
    pathlib.Path(folder, "munge.key").write_bytes(os.urandom(128))
    os.chmod(f"{folder}/munge.key", 0o600)
    os.chmod(folder, 0o755)
    daemons = [
        ["munged", "--foreground", "--force", f"--socket={folder}/munge.socket", f"--key-file={folder}/munge.key",
         f"--log-file={folder}/munge.log", f"--pid-file={folder}/munge.pid", f"--seed-file={folder}/munge.seed"],
        ["slurmctld", "-D", "-f", os.environ["SLURM_CONF"]],
        ["slurmd", "-D", "-f", os.environ["SLURM_CONF"]],
    ]
    started = []
    for daemon in daemons:
        with open(f"{folder}/{daemon[0]}.out", "wb") as out:
            started.append(subprocess.Popen(daemon, stdout=out, stderr=out))
        if daemon[0] == "munged":
            def ready():
                """munged answers"""
                return os.path.exists(f"{folder}/munge.socket")
            eventually(ready)

    def idle():
        """the node is idle"""
        done = subprocess.run(["sinfo", "--noheader", "--format=%T"], capture_output=True, text=True)
        return done.stdout.strip() == "idle"
    eventually(idle)
    return started


def job_at_work():
    """a job with a shard at work"""
    for process in psutil.process_iter(["name"]):
        if process.info["name"] == "plimsoll":
            try:
                job = process.environ().get("SLURM_JOB_ID")
            except psutil.Error:
                continue
            if job:
                return job, process


def main():
    if os.geteuid() != 0 or not shutil.which("slurmctld"):
        sys.exit("the test of the queue needs root and Debian's slurm-wlm: apt-get install slurm-wlm munge")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PLIMSOLL_STORE"] = f"{folder}/runs.plimsoll"
        whole = json.loads(told(BINARY, "run", SCENARIO, *OPTIONS, "--no-effects", "--no-store", "--json"))["digest"]
        daemons = queue(folder)
        try:
            cancelled = []

            def cancel():
                job, process = eventually(job_at_work)
                told("scancel", job)
                cancelled.append(process)
            other = threading.Thread(target=cancel)
            other.start()
            driver = [sys.executable, str(ROOT / "cluster/plimsoll_cluster.py"), SCENARIO, *OPTIONS, "--shards", str(SHARDS),
                      "--out", f"{folder}/shards", "--binary", BINARY, "--slurm", "2", "--job", "cores=1", "--job",
                      "memory=900MB", "--job", "walltime=00:10:00", "--job", f"log_directory={folder}"]
            told(*driver)
            other.join()
            assert len(cancelled) == 1

            def gone():
                """the cancelled job's shard has ended"""
                return not cancelled[0].is_running() or cancelled[0].status() == psutil.STATUS_ZOMBIE
            eventually(gone)
            files = sorted(str(path) for path in pathlib.Path(folder, "shards").glob("*.shard"))
            assert len(files) == SHARDS, files
            assert json.loads(told(BINARY, "merge", *files, "--no-store", "--json"))["digest"] == whole
            print("ok dask-jobqueue on Slurm: a cancelled job's shard is done by another, digest as on one machine")

            os.environ["PATH"] = f"{os.path.dirname(BINARY)}:{os.environ['PATH']}"
            told("sbatch", "--wait", f"--array=1-{SHARDS}", f"--output={folder}/%a.out", str(ROOT / "cluster/array.sbatch"),
                 SCENARIO, OPTIONS[1], str(SHARDS), f"{folder}/array")
            files = sorted(str(path) for path in pathlib.Path(folder, "array").glob("*.shard"))
            assert len(files) == SHARDS, files
            assert json.loads(told(BINARY, "merge", *files, "--no-store", "--json"))["digest"] == whole
            print("ok an array of jobs without Python: the same digest")
        finally:
            for daemon in reversed(daemons):
                daemon.send_signal(signal.SIGTERM)
            for daemon in daemons:
                daemon.wait(30)
    print("2 checks of the queue passed")


if __name__ == "__main__":
    main()
