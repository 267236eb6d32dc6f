"""Which exceptions of which libraries say that something outside of the service failed.

A name alone proves nothing (a service may have its own `ConnectionError`): the exception must come from the library,
by its module or by the frames below the service's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# What makes the "outage" a fault of this code after all: the other side answered, and said what is wrong.
WRONG_QUERY = re.compile(
    r"no such (?:table|column|function)|has no column|unknown (?:column|table)|doesn.t exist|does not exist|"
    r"syntax error|undefined (?:table|column)|duplicate (?:key|column)|datatype mismatch|constraint failed",
    re.IGNORECASE,
)
NO_FAULT = re.compile(r"(?!)")
SERVER_SIDE = re.compile(r"\b(?:5\d\d|429)\b|Throttl|ServiceUnavailable|InternalError|SlowDown|RequestTimeout")
GRPC_DOWN = re.compile(r"UNAVAILABLE|DEADLINE_EXCEEDED|RESOURCE_EXHAUSTED|INTERNAL\b|ABORTED")
NETWORK_ERRNO = re.compile(r"\[Errno (?:-[235]|32|10[0-4]|11[0-3])\]|timed out|Name or service not known")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True)
class Library:
    """A client library: `kind` of the system behind it, the roots of its modules, and its words for an outage.

    `outages` always mean one; `maybe` only where the message matches `only_if`; none where it matches `never_if`.
    """

    kind: str
    roots: frozenset[str]
    outages: frozenset[str]
    maybe: frozenset[str] = frozenset()
    only_if: re.Pattern[str] = field(default=SERVER_SIDE)
    never_if: re.Pattern[str] = field(default=NO_FAULT)

    def is_outage(self, name: str, message: str) -> bool:
        """Whether the exception `name` of this library with `message` says that the other side failed."""
        if self.never_if.search(message):
            return False
        return name in self.outages or (name in self.maybe and bool(self.only_if.search(message)))


LIBRARIES = (
    Library(
        "HTTP service",
        _words("httpx httpcore anyio h11 h2"),
        _words(
            "ConnectError ConnectTimeout ReadTimeout WriteTimeout PoolTimeout TimeoutException NetworkError ReadError "
            "WriteError CloseError ProxyError RemoteProtocolError TransportError EndOfStream BrokenResourceError"
        ),
        maybe=_words("HTTPStatusError HTTPError"),
    ),
    Library(
        "HTTP service",
        _words("requests urllib3"),
        _words(
            "ConnectionError ConnectTimeout ReadTimeout Timeout ChunkedEncodingError SSLError ProxyError RetryError "
            "MaxRetryError NewConnectionError ProtocolError ConnectTimeoutError ReadTimeoutError NameResolutionError "
            "ContentDecodingError IncompleteRead"
        ),
        maybe=_words("HTTPError ResponseError"),
    ),
    Library(
        "HTTP service",
        _words("aiohttp"),
        _words(
            "ClientConnectorError ClientConnectionError ServerDisconnectedError ServerTimeoutError ClientOSError "
            "ClientPayloadError ConnectionTimeoutError SocketTimeoutError ClientConnectorDNSError "
            "ClientProxyConnectionError"
        ),
        maybe=_words("ClientResponseError"),
    ),
    Library(
        "HTTP service",
        _words("urllib http"),
        _words("RemoteDisconnected IncompleteRead BadStatusLine"),
        maybe=_words("URLError HTTPError"),
        only_if=re.compile(f"{SERVER_SIDE.pattern}|{NETWORK_ERRNO.pattern}|urlopen error"),
    ),
    Library(
        "database",
        _words("sqlalchemy"),
        _words("OperationalError InterfaceError DisconnectionError TimeoutError"),
        maybe=_words("DBAPIError InternalError"),
        only_if=re.compile(r"clos|lost|terminat|timeout|connection", re.IGNORECASE),
        never_if=WRONG_QUERY,
    ),
    Library(
        "database",
        _words("psycopg psycopg2 psycopg_pool asyncpg MySQLdb pymysql mysql oracledb cx_Oracle pyodbc django"),
        _words(
            "OperationalError InterfaceError AdminShutdown CrashShutdown CannotConnectNow CannotConnectNowError "
            "TooManyConnections TooManyConnectionsError ConnectionDoesNotExistError ConnectionFailure "
            "ConnectionTimeout PoolTimeout PoolClosed QueryCanceled QueryCanceledError DeadlockDetected "
            "SerializationFailure "
            "PostgresConnectionError"
        ),
        never_if=WRONG_QUERY,
    ),
    Library(
        "database",
        _words("sqlite3 _sqlite3"),
        frozenset(),
        maybe=_words("OperationalError"),
        only_if=re.compile(r"locked|unable to open|disk|readonly|busy", re.IGNORECASE),
        never_if=WRONG_QUERY,
    ),
    Library(
        "database",
        _words("pymongo motor"),
        _words(
            "ServerSelectionTimeoutError AutoReconnect NetworkTimeout ConnectionFailure NotPrimaryError "
            "WaitQueueTimeoutError"
        ),
    ),
    Library(
        "cache",
        _words("redis aioredis valkey pymemcache"),
        _words(
            "ConnectionError TimeoutError BusyLoadingError ReadOnlyError MasterDownError ClusterDownError "
            "MaxConnectionsError MemcacheServerError MemcacheUnexpectedCloseError"
        ),
    ),
    Library(
        "search engine",
        _words("elasticsearch elastic_transport opensearchpy"),
        _words("ConnectionError ConnectionTimeout SSLError NoLivingConnectionsError TlsError"),
        maybe=_words("TransportError ApiError"),
    ),
    Library(
        "cloud service",
        _words("botocore boto3 aiobotocore s3transfer google azure"),
        _words(
            "EndpointConnectionError ConnectTimeoutError ReadTimeoutError ConnectionClosedError ConnectionError "
            "ServiceUnavailable DeadlineExceeded InternalServerError TooManyRequests ServiceRequestError "
            "ServiceResponseError RetryError GatewayTimeout BadGateway ResponseStreamingError"
        ),
        maybe=_words("ClientError HttpResponseError"),
    ),
    Library(
        "message broker",
        _words("kafka aiokafka confluent_kafka kombu amqp pika aio_pika celery nats stomp"),
        _words(
            "KafkaTimeoutError NoBrokersAvailable KafkaConnectionError NodeNotReadyError OperationalError "
            "AMQPConnectionError ConnectionClosed ConnectionClosedByBroker StreamLostError ChannelClosedByBroker "
            "BrokerNotAvailableError LeaderNotAvailableError ConnectionForced NoServersError ConnectionFailed"
        ),
        maybe=_words("KafkaException KafkaError"),
        only_if=re.compile(r"_TRANSPORT|_TIMED_OUT|_ALL_BROKERS_DOWN|timed out|unavailable", re.IGNORECASE),
    ),
    Library(
        "gRPC service",
        _words("grpc _grpc"),
        frozenset(),
        maybe=_words("RpcError AioRpcError _InactiveRpcError _MultiThreadedRendezvous"),
        only_if=GRPC_DOWN,
    ),
    Library(
        "mail server",
        _words("smtplib aiosmtplib imaplib poplib"),
        _words(
            "SMTPServerDisconnected SMTPConnectError SMTPHeloError SMTPConnectTimeoutError SMTPReadTimeoutError "
            "SMTPTimeoutError abort"
        ),
        maybe=_words("SMTPResponseException SMTPDataError SMTPSenderRefused"),
        only_if=re.compile(r"\b4\d\d\b"),
    ),
    Library(
        "language model or payment service",
        _words("openai anthropic stripe"),
        _words(
            "APIConnectionError APITimeoutError InternalServerError RateLimitError ServiceUnavailableError "
            "OverloadedError APIError"
        ),
    ),
    Library(
        "remote host",
        _words("paramiko ftplib websockets telnetlib ldap3"),
        _words(
            "SSHException NoValidConnectionsError error_temp ConnectionClosedError ConnectionClosed InvalidStatus "
            "LDAPSocketOpenError LDAPSocketReceiveError"
        ),
    ),
)

# Raised by the interpreter itself; what they are about is in the frames or imports around them.
BUILTIN_OUTAGES = _words(
    "ConnectionError ConnectionRefusedError ConnectionResetError ConnectionAbortedError BrokenPipeError TimeoutError "
    "gaierror herror timeout SSLError SSLEOFError SSLZeroReturnError SSLWantReadError SSLCertVerificationError "
    "IncompleteReadError"
)
BUILTIN_MODULES = _words("builtins socket _socket ssl _ssl asyncio concurrent")
# Modules of the standard library that talk to the network.
NETWORK_MODULES = _words("socket ssl http urllib smtplib ftplib imaplib poplib xmlrpc socketserver telnetlib nntplib")


def library_of(root: str) -> Library | None:
    """The library whose module has this root."""
    return next((library for library in LIBRARIES if root in library.roots), None)
