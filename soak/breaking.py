"""What goes wrong at a moment, one method for each kind. Each gives back how it ends, if it lasts; False: it could not be."""

import signal
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from pantbox.core import create_core
from pantbox.places.devices import Device
from pantbox.places.pairing import revoke
from pantbox.settings import Settings
from soak.cluster import FILE_LIMIT, Cluster
from soak.damage import damage
from soak.ground import device_named
from soak.holding import Holding
from soak.notes import Offset
from soak.plan import DEVICES, POSTGRESQL, SERVERS, Fault, Plan
from soak.processes import Child

CLOCKS_DIFFER_SECONDS = 4 * 3600
End = Callable[[], None]


class Breaking:
    """The hand that breaks one run. `children` are its processes by name, `port` that of the network before the servers."""

    def __init__(
        self,
        plan: Plan,
        cluster: Cluster,
        folder: Path,
        children: dict[str, Child],
        settings: Settings,
        port: int,
        log: Path,
    ) -> None:
        self._plan, self._cluster, self._folder, self._children = plan, cluster, folder, children
        self._settings, self._port, self._log = settings, port, log
        self._chance = Random(f"breaking-{plan.seed}")
        self._holding = Holding()
        self.lost: Counter[str] = Counter()
        """By device: how many lines of its outbox were damaged."""

    def happen(self, fault: Fault) -> End | bool | None:
        """Do it."""
        done: End | bool | None = getattr(self, f"_{fault.kind}")(fault)
        return done

    def heal(self) -> None:
        """Bring back what is not a process of the product or a device."""
        self._holding.let_go()
        self._cluster.heal()

    def _one(self, prefix: str, fault: Fault) -> Child:
        names = [name for name in self._children if name.startswith(prefix)]
        return self._children[names[int(fault.whom * len(names))]]

    def _device(self, fault: Fault) -> str:
        return DEVICES[int(fault.whom * len(DEVICES))]

    def _kill_server(self, fault: Fault) -> None:
        self._one("server", fault).kill()

    def _kill_server_process(self, fault: Fault) -> None:
        self._one("server", fault).kill_first_of()

    def _kill_worker(self, fault: Fault) -> None:
        self._one("worker", fault).kill()

    def _kill_device(self, fault: Fault) -> None:
        self._children[self._device(fault)].kill()

    def _restart_server(self, fault: Fault) -> None:
        self._one("server", fault).ask_to_end()

    def _freeze_server(self, fault: Fault) -> End:
        child = self._one("server", fault)
        child.kill(signal.SIGSTOP)
        return lambda: child.kill(signal.SIGCONT)

    def _kill_backend(self, fault: Fault) -> bool:
        return self._cluster.kill_a_backend(fault.how)

    def _hang_up_backends(self, fault: Fault) -> bool:
        return self._cluster.hang_up()

    def _kill_postgresql(self, fault: Fault) -> End:
        return self._end_postgresql(signal.SIGKILL)

    def _crash_postgresql(self, fault: Fault) -> End:
        return self._end_postgresql(signal.SIGQUIT)

    def _restart_postgresql(self, fault: Fault) -> End:
        return self._end_postgresql(signal.SIGINT)

    def _end_postgresql(self, sign: int) -> End:
        self._cluster.kill(sign)

        def start() -> None:
            self._cluster.should_run = True

        return start

    def _freeze_postgresql(self, fault: Fault) -> End:
        self._cluster.freeze()
        return self._cluster.thaw

    def _use_up_connections(self, fault: Fault) -> End:
        self._cluster.use_up_connections()
        return self._cluster.let_connections_go

    def _fill_disk(self, fault: Fault) -> End:
        """Not a byte is left. SQLite, which writes its log over and over in the same place, is let write no further too."""
        disk = self._cluster.disk
        if disk.is_mounted:
            disk.fill()
        elif self._plan.database == POSTGRESQL:
            self._cluster.limit(FILE_LIMIT)
        servers = [child for name, child in self._children.items() if name.startswith("server")]
        limited = servers if self._plan.database != POSTGRESQL else []
        for server in limited:
            server.limit_files(FILE_LIMIT)

        def free() -> None:
            disk.free()
            self._cluster.limit(-1)
            for server in limited:
                server.limit_files(-1)

        return free

    def _corrupt_outbox(self, fault: Fault) -> bool:
        name = self._device(fault)
        self._children[name].kill()
        self._children[name].wait()
        lost = damage(self._folder / f"outbox-{name}", self._chance)
        self.lost[name] += lost
        return lost > 0

    def _no_network(self, fault: Fault) -> End:
        gone = self._folder / "no-network"
        gone.touch()
        return lambda: gone.unlink(missing_ok=True)

    def _set_server_clock(self, fault: Fault) -> None:
        names = [name for name in self._children if name.startswith(("server", "worker"))]
        Offset(self._folder / f"clock-{names[int(fault.whom * len(names))]}").set(
            (fault.how - 0.5) * CLOCKS_DIFFER_SECONDS
        )

    def _set_device_clock(self, fault: Fault) -> None:
        Offset(self._folder / f"clock-{self._device(fault)}").set((fault.how - 0.5) * CLOCKS_DIFFER_SECONDS)

    def _revoke_device(self, fault: Fault) -> bool:
        name = self._device(fault)
        revoked = Child("revoke", partial(_revoke, self._settings, name), self._log)
        if revoked.wait() != 0:
            return False  # the database is away: the office would be told, and try again
        (self._folder / f"revoked-{name}").touch()
        return True

    def _hold_sockets(self, fault: Fault) -> End:
        self._holding.take(self._port + 1 + int(fault.whom * SERVERS))
        return self._holding.let_go


def _revoke(settings: Settings, name: str) -> None:
    core = create_core(settings)
    device_id = device_named(core, name)
    with core.database.transaction() as session:
        revoke(session.get_one(Device, device_id), core.clock())
    core.database.dispose()
