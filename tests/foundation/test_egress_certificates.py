"""Who the other side is: a certificate that nobody vouches for, that is over, or that is another's is refused, and there is no switch."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from advocacy.foundation.egress import EgressFailed, calling, fetch

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def certificate(folder: Path, name: str, *, names: str, days: tuple[str, str] = ("20200101000000Z", "20990101000000Z")) -> Path:
    """A certificate that vouches for itself, with its key in the same file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("There is no openssl on this machine to make certificates with.")
    key, made = folder / f"{name}.key", folder / f"{name}.pem"
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", str(key)),
            *("-out", str(made), "-subj", f"/CN={name}", "-addext", f"subjectAltName={names}", "-days", "3650"),
        ],
        check=True,
        capture_output=True,
    )
    if days[1] < "2026":
        _made_old(openssl, folder, key, made, names, days)
    made.write_bytes(made.read_bytes() + key.read_bytes())
    return made


def _made_old(openssl: str, folder: Path, key: Path, made: Path, names: str, days: tuple[str, str]) -> None:
    """Signs it again for days that are over; only ``openssl ca`` takes days of the past."""
    (folder / "index").write_text("")
    (folder / "serial").write_text("01")
    settings = folder / "ca.cnf"
    settings.write_text(
        f"[ca]\ndefault_ca=c\n[c]\nnew_certs_dir={folder}\ndatabase={folder}/index\nserial={folder}/serial\ndefault_md=sha256\n"
        f"policy=p\nx509_extensions=e\n[p]\ncommonName=supplied\n[e]\nsubjectAltName={names}\n[req]\ndistinguished_name=d\n[d]\n"
    )
    request = folder / "old.csr"
    subprocess.run([openssl, "req", "-new", "-key", str(key), "-subj", "/CN=old", "-out", str(request)], check=True, capture_output=True)
    command = [openssl, "ca", "-batch", "-config", str(settings), "-selfsign", "-keyfile", str(key), "-in", str(request), "-out", str(made)]
    subprocess.run([*command, "-startdate", days[0], "-enddate", days[1], "-notext"], check=True, capture_output=True)


@contextmanager
def served(made: Path) -> Iterator[int]:
    """A server with this certificate; gives its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _address = listening.accept()
                    with suppress(OSError), context.wrap_socket(connection, server_side=True) as secured:
                        secured.recv(4096)
                        secured.sendall(ANSWER)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield int(listening.getsockname()[1])
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def asked(port: int) -> bytes:
    place = f"127.0.0.1:{port}"
    return fetch(f"https://{place}/", accept="*/*", allowed=frozenset({place}), deadline_seconds=3).body


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """The same checks, with one more certificate to trust than the machine has."""

    def trust(made: Path) -> None:
        context = ssl.create_default_context(cafile=str(made))
        monkeypatch.setattr(calling, "_ssl_context", lambda: context)

    return trust


def test_a_certificate_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    """F13: self-signed, also at a place of the house."""
    with served(certificate(tmp_path, "self", names="IP:127.0.0.1")) as port, pytest.raises(EgressFailed, match="connection"):
        asked(port)


@pytest.mark.parametrize(
    ("names", "days"),
    [("DNS:another.dk", ("20200101000000Z", "20990101000000Z")), ("IP:127.0.0.1", ("20200101000000Z", "20210101000000Z"))],
    ids=["another's", "over"],
)
def test_a_certificate_of_another_or_that_is_over_is_refused(
    tmp_path: Path, trusting: Callable[[Path], None], names: str, days: tuple[str, str]
) -> None:
    """F13: trusted, and still not this place's, or not any more."""
    made = certificate(tmp_path, "wrong", names=names, days=days)
    trusting(made)
    with served(made) as port, pytest.raises(EgressFailed, match="connection"):
        asked(port)


def test_a_certificate_that_is_right_is_taken(tmp_path: Path, trusting: Callable[[Path], None]) -> None:
    """F13, the control: the three before were refused for what was wrong with them."""
    made = certificate(tmp_path, "right", names="IP:127.0.0.1")
    trusting(made)
    with served(made) as port:
        assert asked(port) == b"ok"
