"""Runs the shards of a Plimsoll run on a Dask cluster and puts them together.

    python cluster/plimsoll_cluster.py Scenarios/base-2026 --paths 1000000 --shards 200 --out shards --local 8
    python cluster/plimsoll_cluster.py my-scenario --paths 1000000 --shards 200 --out shards --scheduler tcp://10.0.0.1:8786
    python cluster/plimsoll_cluster.py my-scenario --paths 1000000 --shards 200 --out shards --slurm 20 \\
        --job cores=16 --job memory=32GB --job walltime=02:00:00

Each shard is one call of `plimsoll run --shard K/N --out FILE`. The scenario goes to the workers and the shards come back
through the scheduler: nothing but the binary need be on the workers. Shards that are in the folder already are not computed
again; a worker that dies leaves no process behind, and its shard is computed by another. What follows `--` goes to
`plimsoll run` as it is: `-- --shock funding-shut --seed 7`.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from distributed import Client, LocalCluster, as_completed

RETRIES = 3


class Refused(Exception):
    """Plimsoll would not compute the shard; another worker would not either."""


def compute(scenario, number, count, options, binary):
    """One shard, on a worker: the bytes of its file, or the words that refuse it.

    `scenario` is the name of a built-in one, or the files of a folder by name.
    """
    with tempfile.TemporaryDirectory(prefix="plimsoll-shard-") as folder:
        if isinstance(scenario, dict):
            for name, content in scenario.items():
                path = pathlib.Path(folder, "scenario", name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            scenario = f"{folder}/scenario"
        out = f"{folder}/shard"
        command = [binary, "run", scenario, "--shard", f"{number}/{count}", "--out", out, *options]
        # The kernel ends the shard with its worker, however that dies.
        if shutil.which("setpriv"):
            command = ["setpriv", "--pdeathsig", "KILL", *command]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode in (1, 2):
            return done.stderr
        done.check_returncode()
        return pathlib.Path(out).read_bytes()


def scenario_files(name):
    """The files of a scenario's folder; the name itself where there is no such folder."""
    folder = pathlib.Path(name)
    if not (folder / "scenario.yaml").is_file():
        return name
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def unchanged(files):
    return files


def shard_file(folder, number, count):
    return pathlib.Path(folder, f"{number:0{len(str(count))}}-of-{count}.shard")


def run(client, scenario, count, folder, options=(), binary="plimsoll", said=print):
    """Computes the shards that a folder lacks; returns their numbers. Throws `Refused` with Plimsoll's words."""
    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    missing = [number for number in range(1, count + 1) if not shard_file(folder, number, count).exists()]
    said(f"{count - len(missing)} of {count} shards are there, {len(missing)} to compute")
    # As a task, not scattered: what lies on one worker alone, as on the first that a queue starts, is lost with it, and a task is
    # done again.
    files = client.submit(unchanged, scenario_files(scenario), retries=RETRIES, pure=False) if missing else None
    futures = {
        client.submit(compute, files, number, count, list(options), binary, retries=RETRIES, pure=False): number
        for number in missing
    }
    try:
        for done, future in enumerate(as_completed(futures), start=1):
            result = future.result()
            if isinstance(result, str):
                raise Refused(result)
            path = shard_file(folder, futures[future], count)
            part = path.with_suffix(".part")
            part.write_bytes(result)
            part.replace(path)
            future.release()
            said(f"{done} of {len(missing)}: {path}")
    finally:
        client.cancel([future for future in futures if not future.done()])
    return missing


def cluster(arguments):
    """The cluster that the arguments name."""
    if arguments.scheduler:
        return None
    if arguments.local:
        return LocalCluster(n_workers=arguments.local, threads_per_worker=1, processes=True, dashboard_address=None)
    import dask_jobqueue

    kinds = {"slurm": "SLURMCluster", "pbs": "PBSCluster", "lsf": "LSFCluster"}
    name = next(kind for kind in kinds if getattr(arguments, kind))
    job = {"cores": 1, "memory": "4GB"}
    for item in arguments.job:
        key, _, value = item.partition("=")
        job[key.replace("-", "_")] = int(value) if value.isdecimal() else value
    made = getattr(dask_jobqueue, kinds[name])(**job)
    made.scale(jobs=getattr(arguments, name))
    return made


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenario", help="folder of a scenario, or the name of one that is built in")
    parser.add_argument("--paths", type=int, required=True)
    parser.add_argument("--shards", type=int, required=True, help="parts; some minutes of work each")
    parser.add_argument("--out", required=True, help="folder of the shards; those in it are not computed again")
    parser.add_argument("--binary", default="plimsoll", help="the program, as the workers find it")
    parser.add_argument("--threads", type=int, default=1, help="threads of each shard")
    parser.add_argument("--job", action="append", default=[], metavar="KEY=VALUE", help="what a job of the queue gets")
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler that is running")
    place.add_argument("--local", type=int, metavar="WORKERS", help="workers on this machine")
    for queue in ("slurm", "pbs", "lsf"):
        place.add_argument(f"--{queue}", type=int, metavar="JOBS", help=f"jobs that {queue.upper()} starts")
    own = sys.argv[1:]
    passed = own[own.index("--") + 1:] if "--" in own else []
    arguments = parser.parse_args(own[: own.index("--")] if "--" in own else own)
    options = ["--paths", str(arguments.paths), "--threads", str(arguments.threads), *passed]
    made = cluster(arguments)
    try:
        with Client(arguments.scheduler or made) as client:
            run(client, arguments.scenario, arguments.shards, arguments.out, options, arguments.binary)
    except Refused as error:
        sys.exit(str(error))
    finally:
        if made is not None:
            made.close()
    files = [str(shard_file(arguments.out, number, arguments.shards)) for number in range(1, arguments.shards + 1)]
    os.execvp(arguments.binary, [arguments.binary, "merge", *files])


if __name__ == "__main__":
    main()
