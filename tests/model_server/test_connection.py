"""Whose certificate is believed: an authority's of the home, or the one with a fingerprint, and no other."""

from pathlib import Path

import pytest

from custom_components.digitalshadow.engine.records.elsewhere import Contract
from custom_components.digitalshadow.model_server.connection import Connection
from custom_components.digitalshadow.model_server.inference_server import InferenceServer
from custom_components.digitalshadow.model_server.trouble import ServerError, Trouble
from custom_components.digitalshadow.server_options import ServerOptions
from demo.certificates import Certificates, certificates
from tests.builders.inference_liar import MODEL, SIDE, Liar, serving

pytestmark = pytest.mark.usefixtures("socket_enabled")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """An authority that Python believes, and a server's certificate."""
    return certificates(tmp_path_factory.mktemp("home"))


async def async_trouble(made: Certificates, **believed: str) -> tuple[Trouble | None, Liar]:
    """Look at a server with a certificate; return what is wrong, and the server."""
    liar = Liar()
    async with serving(liar, made.tls) as url:
        options = ServerOptions("Cellar", url, MODEL, token="made up", **believed)  # noqa: S106  # opens nothing
        try:
            connection = await Connection.async_open(options)
        except ServerError as err:
            return err.trouble, liar
        try:
            await InferenceServer(options, connection).async_look(Contract(SIDE, "logits", 2))
        except ServerError as err:
            return err.trouble, liar
        finally:
            await connection.async_close()
    return None, liar


async def test_a_server_is_believed_that_an_authority_of_the_home_signed(home: Certificates) -> None:
    trouble, liar = await async_trouble(home, ca_pem=home.ca_pem)
    assert trouble is None
    assert liar.called


async def test_a_server_is_believed_by_its_fingerprint_alone(home: Certificates) -> None:
    assert (await async_trouble(home, fingerprint=home.fingerprint))[0] is None


async def test_a_server_that_nobody_vouches_for_is_not_asked(home: Certificates) -> None:
    trouble, liar = await async_trouble(home)
    assert trouble is Trouble.CERTIFICATE
    assert liar.called == []


async def test_another_authority_does_not_count(home: Certificates, tmp_path: Path) -> None:
    trouble, liar = await async_trouble(home, ca_pem=certificates(tmp_path).ca_pem)
    assert trouble is Trouble.CERTIFICATE
    assert liar.called == []


async def test_another_fingerprint_does_not_count_and_not_even_the_token_is_sent(home: Certificates) -> None:
    trouble, liar = await async_trouble(home, fingerprint="ab" * 32)
    assert trouble is Trouble.FINGERPRINT
    assert liar.called == []


async def test_an_authority_without_key_usage_is_named_as_such_and_a_fingerprint_helps(
    tmp_path: Path,
) -> None:
    """`openssl req -x509` makes such authorities, and Python refuses them."""
    made = certificates(tmp_path, with_key_usage=False)
    assert (await async_trouble(made, ca_pem=made.ca_pem))[0] is Trouble.CA_WITHOUT_KEY_USAGE
    assert (await async_trouble(made, fingerprint=made.fingerprint))[0] is None


async def test_a_file_that_is_no_authority_is_said(home: Certificates) -> None:
    assert (await async_trouble(home, ca_pem="no certificate"))[0] is Trouble.CERTIFICATE
