"""A forge: where proposals wait for a human."""

from __future__ import annotations

from abc import ABC, abstractmethod

from arbase.domain.fix import Patch
from arbase.domain.noun import Noun
from arbase.domain.service import Service


class Branch(Noun):
    """A branch that carries one commit on top of `base`."""

    name: str
    base: str
    commit: str
    url: str = ""


class Forge(ABC):
    """Creates, merges and drops the branch of a proposal.

    Nothing but an approved merge touches the user's checkout or current branch.
    """

    name: str

    @abstractmethod
    def propose(
        self, service: Service, *, branch: str, base_commit: str, patch: Patch, title: str, body: str
    ) -> Branch:
        """Make `branch` with one commit of `patch` on `base_commit`; if it is there with the same tree, return it.

        `body` is Markdown whose first paragraph says what was wrong and whose last one is made of `Arbase-...: value`
        lines; a forge without descriptions puts these two into the commit message. An empty `base_commit` is the
        repository's current one.

        Raises ForgeError if the branch exists with other content or the patch does not apply.
        """

    @abstractmethod
    def merge(self, service: Service, branch: str, *, actor: str, reason: str) -> str:
        """Merge `branch` into its base and return the new commit; if that was done before, return it again.

        Raises ForgeError on a conflict, changing nothing.
        """

    @abstractmethod
    def drop(self, service: Service, branch: str, *, actor: str, reason: str) -> None:
        """Close the proposal without merging; the branch is deleted, if it is still there.

        Raises ForgeError if it was merged.
        """
