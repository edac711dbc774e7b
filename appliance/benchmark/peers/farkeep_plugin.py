"""Farkeep beside its peers: adapters for bench.py, given with --plugin.

`farkeep` keeps a daemon on both sides and asks it through its control socket; `farkeep-cold` starts the command anew for
every step. `restic-rest-tls` is restic over rest-server as it is used between two houses: with TLS.
"""
import calendar, json, os, re, socket, subprocess, time
from bench import Adapter, Failed, ResticRest, first_line, wait_port

HERE = os.path.dirname(os.path.abspath(__file__))
APPLIANCE = os.path.dirname(os.path.dirname(HERE))
BOX = f'{APPLIANCE}/box/target/farkeep-box/bin/farkeep-box'
HOME = f'{APPLIANCE}/home/target/farkeep/bin/farkeep'
ADDRESS = '127.0.0.1:8440'


def nanos(instant):
    """Nanoseconds since 1970 of an ISO 8601 instant such as 2027-01-03T18:00:00.123456789Z."""
    seconds, _, fraction = instant.rstrip('Z').partition('.')
    return calendar.timegm(time.strptime(seconds, '%Y-%m-%dT%H:%M:%S')) * 10**9 + int((fraction + '000000000')[:9])


class FarkeepCold(Adapter):
    name, tools, traits = 'farkeep-cold', [BOX, HOME], 'e2e versions dedup zstd; quic; a command a step'

    def setup(self):
        self.vault = f'{self.state}/farkeep'
        self.spawn([BOX, 'run', '--data', f'{self.box}/data', '--listen', ADDRESS, '--reserve-bytes', '16MiB'], 'server')
        wait_port(8440, udp=True)
        self.farkeep('init', '--yes', '--sheet', f'{self.state}/sheet.html')
        shown = subprocess.run([BOX, 'pair', '--data', f'{self.box}/data'], capture_output=True, text=True).stdout
        self.farkeep('pair', ADDRESS, '--code', re.search(r'\d{4}-\d{4}', shown)[0])
        self.farkeep('add', self.src, '--folder', 'src')

    def farkeep(self, *args): self.run([HOME, '--state', self.vault, '-q', *args])
    def backup(self, changed=None): self.farkeep('sync', 'src')
    def restore(self, dest): self.farkeep('restore', 'src', '--to', dest); return dest

    def restore_one(self, rel, dest):
        self.farkeep('restore', f'src:{rel}', '--to', dest)
        return f'{dest}/{os.path.basename(rel)}'

    @classmethod
    def version(cls): return first_line([HOME, '--version'])


class Farkeep(FarkeepCold):
    name, traits, watches = 'farkeep', 'e2e versions dedup zstd; quic; daemons', True

    def setup(self):
        super().setup()
        self.watch(None)

    def watch(self, delay):
        if os.path.exists(f'{self.vault}/control.sock'): return
        self.spawn([HOME, '--state', self.vault, 'run'], 'client')
        for _ in range(400):
            if os.path.exists(f'{self.vault}/control.sock'): return
            try: self.procs[-1].wait(0.05); raise Failed('the daemon ended')
            except subprocess.TimeoutExpired: pass
        raise Failed('the daemon does not answer')

    def ask(self, **request):
        """Every event that the daemon answers; the last one must be Done."""
        with socket.socket(socket.AF_UNIX) as s:
            s.connect(f'{self.vault}/control.sock')
            s.sendall(json.dumps(request).encode() + b'\n')
            events = [json.loads(line) for line in s.makefile('rb')]
        if not events or events[-1]['event'] != 'Done': raise Failed(f'{request}: {events[-1:]}')
        return events

    def backup(self, changed=None): self.ask(verb='Sync', folder='src')
    def restore(self, dest): self.ask(verb='Restore', places=['src'], at='', to=dest, overwrite=False); return dest

    def restore_one(self, rel, dest):
        self.ask(verb='Restore', places=[f'src:{rel}'], at='', to=dest, overwrite=False)
        return f'{dest}/{os.path.basename(rel)}'

    def arrived(self, rel, data):
        """Whether the newest snapshot has this file with this modification time, to the nanosecond."""
        saved = os.stat(f'{self.src}/{rel}').st_mtime_ns
        try: listed = self.ask(verb='Ls', place=f'src:{rel}', at='', recursive=False)
        except (Failed, OSError): return False
        return any(e['event'] == 'Item' and nanos(e['modified']) == saved for e in listed)


class ResticRestTls(ResticRest):
    name, traits = 'restic-rest-tls', 'e2e versions dedup zstd; https'

    def repo(self):
        key, cert = f'{self.state}/key.pem', f'{self.state}/cert.pem'
        self.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '9', '-keyout', key,
                  '-out', cert, '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'])
        self.spawn(['restic-rest-server', '--path', self.box, '--listen', '127.0.0.1:8401', '--no-auth', '--tls', '--tls-cert', cert, '--tls-key', key])
        wait_port(8401)
        return {'RESTIC_REPOSITORY': 'rest:https://127.0.0.1:8401/repo', 'RESTIC_CACERT': cert}
