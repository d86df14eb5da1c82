"""Work that may not end, done in a fork of this process: killed when its time is up, and limited in memory."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import signal
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar, cast

from kg.graph.store.query_process import confine
from kg.model.errors import BadParameter, KgError, QueryError, QueryTimeout

_DAY = 86_400.0  # seconds
Done = TypeVar("Done")


def check_time(seconds: float) -> None:
    """Refuse a time that is none.

    Raises:
        BadParameter: it is not above zero, or longer than a day.
    """
    if not 0 < seconds <= _DAY:
        raise BadParameter(f"{seconds:g} s", f"a time above 0 and up to {_DAY:g} seconds", "Mend --timeout.")


def in_fork(work: Callable[[], Done], seconds: float, allowed: float) -> Done:
    """What a function gives, which a pipe must be able to carry.

    Args:
        work: the function.
        seconds: how long it may take.
        allowed: how long all may take of which it is a part, for the message.

    Raises:
        QueryTimeout: the time is up.
        QueryError: the fork ended without an answer, or failed.
        KgError: whatever else of ours the function raises.
    """
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    child = fork.Process(target=_child, args=(work, seconds, sender), daemon=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # 3.12: forking beside threads; the child starts none
        child.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            raise out_of_time(allowed)
        done = receiver.recv()
    except EOFError as error:
        raise QueryError("the query", "a query that ends", "Ask for less.") from error
    finally:
        child.kill()
        child.join()
        child.close()
        receiver.close()
    if isinstance(done, KgError):
        raise done
    return cast(Done, done)


def _child(work: Callable[[], Done], seconds: float, sender: Connection) -> None:
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it too, and kills this process
        gc.freeze()  # what the parent holds is not let go of here: a database would wait for threads that are not there
        confine(seconds)
        logging.disable()  # rdflib logs a page for a number that it cannot hold
        answer: object = work()
    except KgError as error:
        answer = error
    except Exception as error:  # whatever it is, the parent reports it
        answer = QueryError(f"{type(error).__name__}: {error}", "a query that can be evaluated", "Mend the query.")
    sender.send(answer)


def out_of_time(seconds: float) -> QueryTimeout:
    """What to say when the time is up."""
    return QueryTimeout(f"{seconds:g} s", "an answer in time", "Ask for less, or allow more seconds.")
