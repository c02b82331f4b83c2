"""Power cuts on paper: a process's calls recorded, and the disks they could leave behind.

`recorder.c` is preloaded into a real process and writes down every call that changes a folder;
`recording.py` builds it, starts the process and reads the log; `disk.py` does the calls again on a
model of a disk that knows what was synced, and puts down the folder as a power cut would leave it.
"""
