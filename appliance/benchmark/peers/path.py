#!/usr/bin/env python3
"""path.py - a path with loss, delay and a rate between two network namespaces, in user space, so that TCP and QUIC
suffer exactly the same. Python standard library; Linux, root, /dev/net/tun.

Each namespace has one TUN device; this process hands packets from one to the other. A direction is: loss by chance (of
the seed), then a queue of `queue` bytes in front of a line of `rate`, then half the round trip. What finds the queue
full is lost. Nothing is reordered, duplicated or corrupted.

    with Path() as path: path.weather(mbit=100, rtt_ms=40, loss=0.001, seed=1) ... path.stats()
    path.py check                                                              # what a plain TCP stream gets
"""
import collections, ctypes, fcntl, os, random, select, signal, socket, struct, subprocess, sys, threading, time

TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 0x0001, 0x1000
CLONE_NEWNET = 0x40000000
NETWORK_BYTES = 1500                     # of one packet, as on Ethernet
PACKETS_AT_ONCE = 64                     # taken from a device before the other side gets its turn
QUEUE_SECONDS_MIN = 0.05                 # of the line's rate: what home routers hold, whatever the round trip
libc = ctypes.CDLL('libc.so.6', use_errno=True)


def enter(name):
    """This thread is in that namespace from now on."""
    fd = os.open(f'/run/netns/{name}', os.O_RDONLY)
    try:
        if libc.setns(fd, CLONE_NEWNET): raise OSError(ctypes.get_errno(), f'setns {name}')
    finally: os.close(fd)


def device(namespace, address):
    """A TUN device in a namespace, up, with 10.78.0.x/24; returns its file descriptor."""
    made = []
    def make():
        enter(namespace)
        fd = os.open('/dev/net/tun', os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(fd, TUNSETIFF, struct.pack('16sH22x', b'path0', IFF_TUN | IFF_NO_PI)); made.append(fd)
    thread = threading.Thread(target=make); thread.start(); thread.join()
    if not made: sys.exit('path.py: no TUN device: needs root and /dev/net/tun')
    for line in (f'link set path0 mtu {NETWORK_BYTES} txqueuelen 10000 up', f'addr add {address}/24 dev path0', 'link set lo up'):
        subprocess.run(['ip', '-n', namespace, *line.split()], check=True)
    return made[0]


class Direction:
    def __init__(self, out, byte_rate, delay, loss, queue, random_):
        self.out, self.byte_rate, self.delay, self.loss, self.queue, self.random = out, byte_rate, delay, loss, queue, random_
        self.free_at = 0.0; self.waiting = collections.deque()
        self.packets = self.bytes = self.lost = self.full = 0; self.late = 0.0

    def take(self, packet, now):
        self.packets += 1
        if self.loss and self.random() < self.loss: self.lost += 1; return
        begins = self.free_at if self.free_at > now else now
        if (begins - now) * self.byte_rate + len(packet) > self.queue: self.full += 1; return
        self.free_at = begins + len(packet) / self.byte_rate
        self.waiting.append((self.free_at + self.delay, packet)); self.bytes += len(packet)

    def give(self, now):
        """Hands over what is due; returns when the next one is, or None."""
        waiting = self.waiting
        while waiting and waiting[0][0] <= now:
            due, packet = waiting.popleft()
            if now - due > self.late: self.late = now - due
            try: os.write(self.out, packet)
            except BlockingIOError: self.full += 1
        return waiting[0][0] if waiting else None


def carry(ends, mbit, rtt_ms, loss, seed, report):
    """The process of a path: until SIGTERM, then one line of figures into `report`."""
    os.nice(-15)                         # 20 % of a processor, but on time
    rate = mbit * 125_000; queue = max(rate * rtt_ms / 1000, rate * QUEUE_SECONDS_MIN)
    there, back = (Direction(ends[1 - i], rate, rtt_ms / 2000, loss, queue, random.Random(seed * 2 + i).random) for i in (0, 1))
    done = []; signal.signal(signal.SIGTERM, lambda *_: done.append(1))
    clock = time.monotonic; ways = {ends[0]: there, ends[1]: back}; began, began_cpu = clock(), time.process_time()
    while not done:
        dues = [d for d in (there.give(clock()), back.give(clock())) if d is not None]
        wait = max(0, min(dues) - clock()) if dues else 0.1
        for fd in select.select(ends, (), (), wait)[0]:
            way = ways[fd]; now = clock()
            for _ in range(PACKETS_AT_ONCE):
                try: way.take(os.read(fd, 2048), now)
                except BlockingIOError: break
    wall = clock() - began; cpu = time.process_time() - began_cpu
    os.write(report, ('cpu=%.2f wall=%.2f ' % (cpu, wall) + ' '.join(
        f'{n}_packets={d.packets} {n}_bytes={d.bytes} {n}_lost={d.lost} {n}_full={d.full} {n}_late_ms={d.late * 1000:.1f}' for n, d in (('there', there), ('back', back)))).encode())
    os._exit(0)


TCP_ALLOWED, TCP_AVAILABLE = (f'/proc/sys/net/ipv4/tcp_{x}_congestion_control' for x in ('allowed', 'available'))


def put(path, text):
    with open(path, 'w') as f: f.write(text)


class Path:
    """Two namespaces, home (10.78.0.1) and box (10.78.0.2), and the process between them, which each weather() starts anew."""
    HOME, BOX = '10.78.0.1', '10.78.0.2'

    def __init__(self):
        self.names = [f'path{os.getpid()}-{side}' for side in ('home', 'box')]; self.pid = 0; self.ends = []

    def __enter__(self):
        self.allowed = open(TCP_ALLOWED).read(); put(TCP_ALLOWED, open(TCP_AVAILABLE).read())   # or a namespace may not choose
        for n in self.names: subprocess.run(['ip', 'netns', 'add', n], check=True)
        for n, a in zip(self.names, (self.HOME, self.BOX)):
            self.ends.append(device(n, a))
            # no connection is to profit from what the kernel learnt from the one before
            subprocess.run(['ip', 'netns', 'exec', n, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/tcp_no_metrics_save'], check=True)
        self.weather(1000, 0, 0); return self

    def weather(self, mbit, rtt_ms, loss, seed=1):
        self.stats(); self.read, write = os.pipe(); self.pid = os.fork()
        if not self.pid: carry(self.ends, mbit, rtt_ms, loss, seed, write)
        os.close(write)

    def tcp(self, congestion):
        """Which congestion control TCP has on both sides from now on."""
        for n in self.names: subprocess.run(['ip', 'netns', 'exec', n, 'sh', '-c', f'echo {congestion} > /proc/sys/net/ipv4/tcp_congestion_control'], check=True)

    def stats(self):
        """Ends this weather; CPU and wall seconds of its process, and packets, bytes, lost by chance, lost at a full queue, of each direction."""
        if not self.pid: return {}
        os.kill(self.pid, signal.SIGTERM); line = os.read(self.read, 4096).decode(); os.waitpid(self.pid, 0); os.close(self.read); self.pid = 0
        return {k: float(v) for k, v in (x.split('=') for x in line.split())}

    def __exit__(self, *_):
        self.stats()
        for fd in self.ends: os.close(fd)
        for n in self.names: subprocess.run(['ip', 'netns', 'del', n])
        put(TCP_ALLOWED, self.allowed)


def tcp(path, seconds):
    """Bytes a second of one plain TCP stream from home to box, in the last two thirds of the time."""
    marks = []
    def receive(ready):
        enter(path.names[1]); listener = socket.create_server((path.BOX, 9), backlog=1); ready.set()
        connection, _ = listener.accept(); total = 0; listener.close()
        while True:
            n = len(connection.recv(1 << 18))
            if not n: return
            total += n; marks.append((time.monotonic(), total))
    def send():
        enter(path.names[0])
        with socket.create_connection((path.BOX, 9)) as s:
            end = time.monotonic() + seconds; piece = bytes(1 << 16)
            while time.monotonic() < end: s.sendall(piece)
    ready = threading.Event(); threads = [threading.Thread(target=receive, args=(ready,)), threading.Thread(target=send)]
    threads[0].start(); ready.wait(); threads[1].start()
    for t in threads: t.join()
    begun = marks[0][0] + seconds / 3; rest = [m for m in marks if begun <= m[0] <= marks[0][0] + seconds]
    return (rest[-1][1] - rest[0][1]) / (rest[-1][0] - rest[0][0])


def check(mbit=100, seconds=9):
    with Path() as path:
        for rtt in (10, 40, 150):
            path.tcp('cubic'); path.weather(mbit, rtt, 0); got = tcp(path, seconds); s = path.stats()
            print(f"path at {mbit} Mbit/s, {rtt} ms, no loss: one TCP stream gets {got * 8e-6:.1f} Mbit/s ({got * 8e-6 / mbit:.0%} of the line; 96 % are left by headers); "
                  f"the path took {s['cpu'] / s['wall']:.0%} of a processor, {s['there_full']:.0f} packets found the queue full, latest delivery {max(s['there_late_ms'], s['back_late_ms']):.1f} ms late", flush=True)


if __name__ == '__main__':
    if os.geteuid() or not os.path.exists('/dev/net/tun'): sys.exit('path.py: needs root and /dev/net/tun')
    if sys.argv[1:] != ['check']: sys.exit(__doc__)
    check()
