"""The AWS CLI with its interpreter started once: every command is a fork of a process that has imported it.

Usage: python aws-cli-server.py SOCKET; prints its interpreter when it is ready, ends with its standard input. A command
comes over the socket as a line of JSON, {"args", "env", "cwd"}, with its standard streams as descriptors; its exit code
goes back as one octet.
"""

import json
import os
import signal
import socket
import sys
import threading

OWN = dict(os.environ)
import awscli.clidriver
import awscli.handlers  # what every command imports

# The CLI tells itself by variables where its data is.
ADDED = {name: value for name, value in os.environ.items() if OWN.get(name) != value}


def main(path):
    signal.signal(signal.SIGCHLD, reap)
    threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        print(sys.executable, flush=True)
        while True:
            connection, _ = server.accept()
            with connection:
                if os.fork() == 0:
                    server.close()
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    run(connection)


def reap(*_):
    try:
        while os.waitpid(-1, os.WNOHANG)[0] != 0:
            pass
    except ChildProcessError:
        pass


def run(connection):
    line, descriptors, _, _ = socket.recv_fds(connection, 65536, 3)
    while not line.endswith(b"\n"):
        line += connection.recv(65536)
    request = json.loads(line)
    for target, descriptor in enumerate(descriptors):
        os.dup2(descriptor, target)
        os.close(descriptor)
    sys.stdin = open(0, "r", closefd=False)
    sys.stdout = open(1, "w", closefd=False)
    sys.stderr = open(2, "w", closefd=False)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"], **ADDED)
    sys.argv = ["aws", *request["args"]]
    code = 255
    try:
        code = awscli.clidriver.main()
    except SystemExit as end:
        code = end.code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        connection.sendall(bytes([code or 0]))
        os._exit(0)


main(sys.argv[1])
