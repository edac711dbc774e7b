#!/usr/bin/env python3
"""network.py - backups through bad networks, side by side: Farkeep over its native QUIC, over its portable QUIC, and restic
over rest-server (TLS, over TCP with CUBIC and with BBR), each through the same path (path.py): one line of a rate, a round trip, a loss in both directions.

    network.py [--mbit 100] [--seconds 15] [--loss 0,0.1,1,5] [--rtt 10,40,150] [--peers native,kwik,restic,restic-bbr] [--out r.jsonl]

A cell: a new file of random bytes, as many as the line takes in 0.6 of the seconds, is backed up by a command started
anew. The clock runs from the first content byte that the box keeps to the end of the command, or of the seconds; then the
command is killed. Before the first cell each backs up once without being measured. What counts is bytes that the box's directory holds. Linux, root, /dev/net/tun, iproute2, openssl.
"""
import argparse, json, os, platform, random, re, shutil, subprocess, sys, tempfile, time
from path import Path

HERE = os.path.dirname(os.path.abspath(__file__))
APPLIANCE = os.path.dirname(os.path.dirname(HERE))
FARKEEP_BOX = f'{APPLIANCE}/box/target/farkeep-box/bin/farkeep-box'
FARKEEP = f'{APPLIANCE}/home/target/farkeep/bin/farkeep'
KEPT_MIN = 1 << 18                       # from here on it is content: less than that are keys, logs and heads
START_SECONDS = 40                       # until then the first content must be there: start, handshake, log in


def busy():
    v = [int(x) for x in open('/proc/stat').readline().split()[1:9]]
    return (sum(v) - v[3] - v[4]) / os.sysconf('SC_CLK_TCK')


def held(directory):
    n = 0
    for d, _, files in os.walk(directory):
        for f in files:
            try: n += os.lstat(os.path.join(d, f)).st_size
            except FileNotFoundError: pass
    return n


class Peer:
    """A program of the home and one of the box, each in its namespace."""
    def __init__(self, root, path):
        self.root, self.path = f'{root}/{self.name}', path; self.procs = []; self.env = dict(os.environ, LC_ALL='C.UTF-8', HOME=self.root)
        self.src, self.box = f'{self.root}/src', f'{self.root}/box'; os.makedirs(self.src); os.makedirs(self.box)
        self.log = open(f'{self.root}/log', 'ab')

    def start(self, side, *command):
        namespace = self.path.names[('home', 'box').index(side)]
        return subprocess.Popen(['ip', 'netns', 'exec', namespace, *command], env=self.env, cwd=self.root, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    def run(self, side, *command):
        if self.start(side, *command).wait(): sys.exit(f'network.py: {" ".join(command)} failed; {self.root}/log says why')

    def serve(self, port, udp, *command):
        self.procs.append(self.start('box', *command))
        for _ in range(400):
            if self.procs[-1].poll() is not None: sys.exit(f'network.py: {command[0]} ended; {self.root}/log says why')
            shown = subprocess.run(['ip', 'netns', 'exec', self.path.names[1], 'ss', '-Hlnu' if udp else '-Hlnt', f'sport = :{port}'], capture_output=True, text=True).stdout
            if shown.strip(): return
            time.sleep(0.05)
        sys.exit(f'network.py: {command[0]} does not listen on {port}')

    def close(self):
        for p in self.procs: p.terminate()
        for p in self.procs: p.wait()


class Farkeep(Peer):
    tcp, tools = 'cubic', (FARKEEP, FARKEEP_BOX)
    def setup(self):
        address = f'{Path.BOX}:{self.port}'; self.data = f'{self.box}/data'
        self.serve(self.port, True, FARKEEP_BOX, 'run', '--data', self.data, '--listen', address, '--reserve-bytes', '16MiB', '--quic', self.name)
        self.run('home', *self.farkeep(), 'init', '--yes', '--sheet', f'{self.root}/sheet.html')
        shown = subprocess.run([FARKEEP_BOX, 'pair', '--data', self.data], capture_output=True, text=True).stdout
        self.run('home', *self.farkeep(), 'pair', address, '--code', re.search(r'\d{4}-\d{4}', shown)[0])
        self.run('home', *self.farkeep(), 'add', self.src, '--folder', 'src')
        self.kept = self.data
    def farkeep(self): return FARKEEP, '--state', f'{self.root}/state', '--quic', self.name, '-q'
    def backup(self): return (*self.farkeep(), 'sync', 'src')

class Native(Farkeep): name, port = 'native', 8440
class Kwik(Farkeep): name, port = 'kwik', 8441

class Restic(Peer):
    """TCP as Linux comes: CUBIC."""
    name, port, tcp, tools = 'restic', 8401, 'cubic', ('restic', 'restic-rest-server', 'openssl')
    def setup(self):
        key, cert = f'{self.root}/key.pem', f'{self.root}/cert.pem'
        self.run('home', 'openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '9', '-keyout', key, '-out', cert,
                 '-subj', '/CN=localhost', '-addext', f'subjectAltName=IP:{Path.BOX}')
        self.serve(self.port, False, 'restic-rest-server', '--path', self.box, '--listen', f'{Path.BOX}:{self.port}', '--no-auth', '--tls', '--tls-cert', cert, '--tls-key', key)
        self.env.update(RESTIC_PASSWORD='bench', RESTIC_CACHE_DIR=f'{self.root}/cache', RESTIC_REPOSITORY=f'rest:https://{Path.BOX}:{self.port}/repo', RESTIC_CACERT=cert)
        self.run('home', 'restic', '-q', 'init'); self.kept = f'{self.box}/repo/data'
    def backup(self): return 'restic', '-q', 'backup', 'src'

class ResticBbr(Restic):
    """TCP as somebody sets it up who knows of BBR."""
    name, port, tcp = 'restic-bbr', 8402, 'bbr'


PEERS = {c.name: c for c in (Native, Kwik, Restic, ResticBbr)}


def cell(peer, path, args, loss, rtt, seed):
    """One backup through one weather."""
    size = int(args.mbit * 125_000 * args.seconds * 0.6)
    with open(f'{peer.src}/file', 'wb') as f: f.write(random.Random(seed).randbytes(size))
    path.tcp(peer.tcp); path.weather(args.mbit, rtt, loss / 100, seed)
    base, noise, mine = held(peer.kept), busy(), time.process_time(); launched = time.monotonic()
    p = peer.start('home', *peer.backup()); began = None; got = 0
    while p.poll() is None:
        time.sleep(0.02); now = time.monotonic(); got = held(peer.kept) - base
        if began is None and got >= KEPT_MIN: began, first = now, got
        if now - (began or launched + START_SECONDS) > args.seconds: break
    ended = time.monotonic(); whole = p.poll() == 0; got = held(peer.kept) - base
    if p.poll() is None: p.kill()
    p.wait(); s = path.stats()
    row = dict(peer=peer.name, loss=loss, rtt=rtt, mbit=args.mbit, size=size, kept=got, whole=whole, launch=round((began or ended) - launched, 2),
               seconds=round(ended - (began or ended), 2), rate=(min(got, size) - first) * 8e-6 / (ended - began) if began else 0.0,
               path_cpu=round(s['cpu'] / s['wall'], 2), late_ms=max(s['there_late_ms'], s['back_late_ms']), full=s['there_full'], sent=s['there_bytes'], all_cpu=round((busy() - noise) / (ended - launched), 2))
    if not whole and p.returncode not in (-9, 137): row['failed'] = p.returncode
    return row


def table(rows, args):
    print(f'\nMbit/s kept through {args.mbit} Mbit/s, and the share of the line; loss in each direction, round trips\n')
    print('| loss | round trip | ' + ' | '.join(args.peers) + ' | native ÷ restic |\n|---|---|' + '---|' * (len(args.peers) + 1))
    for loss in args.loss:
        for rtt in args.rtt:
            r = {x['peer']: x for x in rows if x['loss'] == loss and x['rtt'] == rtt}
            ratio = f"{r['native']['rate'] / r['restic']['rate']:.1f}" if 'native' in r and r.get('restic', {}).get('rate') else ''
            print(f'| {loss:g} % | {rtt:g} ms | ' + ' | '.join(f"{r[p]['rate']:.1f} ({r[p]['rate'] / args.mbit:.0%})" if p in r else '' for p in args.peers) + f' | {ratio} |')
    print(f"\nThe path took at most {max(r['path_cpu'] for r in rows):.0%} of one processor and was at most {max(r['late_ms'] for r in rows):.0f} ms late; everything on this machine together took "
          f"{min(r['all_cpu'] for r in rows):.1f} to {max(r['all_cpu'] for r in rows):.1f} of its {os.cpu_count()} processors. Kernel {platform.release()}, first seed {args.seed - len(rows)}.")


def main():
    numbers = lambda s: [float(x) for x in s.split(',')]
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--mbit', type=int, default=100); ap.add_argument('--seconds', type=float, default=15); ap.add_argument('--loss', type=numbers, default=[0, 0.1, 1, 5])
    ap.add_argument('--rtt', type=numbers, default=[10, 40, 150]); ap.add_argument('--peers', default='native,kwik,restic,restic-bbr'); ap.add_argument('--out'); ap.add_argument('--seed', type=int, default=1)
    ap.add_argument('--root', help='where everything lies meanwhile (a new directory, removed afterwards)')
    args = ap.parse_args(); args.peers = args.peers.split(',')
    os.environ['PATH'] += ':/usr/sbin:/sbin'
    if os.geteuid() or not os.path.exists('/dev/net/tun'): sys.exit('network.py: needs root and /dev/net/tun, for namespaces with a path between them')
    for tool in ('ip', 'ss'):
        if not shutil.which(tool): sys.exit(f'network.py: {tool} is missing; apt-get install iproute2')
    for name in list(args.peers):
        if name not in PEERS: sys.exit(f'network.py: --peers {name}: there are {", ".join(PEERS)}')
        missing = [t for t in PEERS[name].tools if not shutil.which(t)]
        if PEERS[name].tcp not in open('/proc/sys/net/ipv4/tcp_available_congestion_control').read(): missing.append(f'the kernel\'s TCP {PEERS[name].tcp}')
        if missing: print(f'network.py: left out {name}: missing {" ".join(missing)}' + ('; `make build` makes it' if FARKEEP in missing else '; TOOLDIR says where peers lie'), file=sys.stderr); args.peers.remove(name)
    if not args.peers: sys.exit('network.py: nothing is left to measure')
    root = args.root or tempfile.mkdtemp(prefix='farkeep-network.'); rows = []; peers = []
    try:
        with Path() as path:
            peers += [PEERS[n](root, path) for n in args.peers]
            for p in peers: p.setup()
            for p in peers: cell(p, path, args, 0, 2, 0)         # not counted: a box has been running for long
            for loss in args.loss:
                for rtt in args.rtt:
                    for p in peers:                              # in turn, so that drift of the machine hits them alike
                        row = cell(p, path, args, loss, rtt, args.seed); args.seed += 1; rows.append(row); print(json.dumps(row), file=sys.stderr, flush=True)
                        if args.out: print(json.dumps(row), file=open(args.out, 'a'), flush=True)
            table(rows, args)
    finally:
        for p in peers: p.close()
        if not args.root: shutil.rmtree(root, ignore_errors=True)


if __name__ == '__main__': main()
