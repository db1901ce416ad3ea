"""Good files made bad by chance: bits turned, ends cut off, heads of one type on the body of another, parts doubled,
lengths blown up. The same seed makes the same files.
"""

import random
from collections.abc import Callable, Iterator

Mutation = Callable[[bytearray, random.Random, list[bytes]], bytes]


def turn_bits(content: bytearray, chance: random.Random, _others: list[bytes]) -> bytes:
    for _ in range(chance.choice((1, 2, 8, 64))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def turn_bits_of_head(content: bytearray, chance: random.Random, _others: list[bytes]) -> bytes:
    for _ in range(chance.choice((1, 2, 8))):
        content[chance.randrange(4, min(len(content), 700))] ^= 1 << chance.randrange(8)
    return bytes(content)


def cut_off(content: bytearray, chance: random.Random, _others: list[bytes]) -> bytes:
    return bytes(content[: chance.randrange(1, len(content))])


def cut_out(content: bytearray, chance: random.Random, _others: list[bytes]) -> bytes:
    start = chance.randrange(len(content))
    del content[start : start + chance.randrange(1, 2_000)]
    return bytes(content)


def double(content: bytearray, chance: random.Random, _others: list[bytes]) -> bytes:
    start = chance.randrange(len(content))
    content[start:start] = content[start : start + chance.randrange(1, 2_000)]
    return bytes(content)


def swap_heads(content: bytearray, chance: random.Random, others: list[bytes]) -> bytes:
    head = chance.choice(others)[: chance.choice((4, 12, 32, 64, 512))]
    return head + bytes(content[len(head) :])


def blow_up(content: bytearray, chance: random.Random, _others: list[bytes]) -> bytes:
    at = chance.randrange(max(1, len(content) - 8))
    content[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", bytes(4), b"\x80\0\0\0"))
    return bytes(content)


def splice(content: bytearray, chance: random.Random, others: list[bytes]) -> bytes:
    other = chance.choice(others)
    at = chance.randrange(len(content))
    return bytes(content[:at]) + other[chance.randrange(len(other)) :]


MUTATIONS: tuple[Mutation, ...] = (
    *(turn_bits, turn_bits_of_head, cut_off, cut_out, double, swap_heads, blow_up, splice),
)


def mutated(good: dict[str, bytes], *, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many bad files, each with the words that tell how it was made."""
    chance = random.Random(seed)
    names, others = sorted(good), [good[name] for name in sorted(good)]
    for number in range(count):
        name, mutation = names[number % len(names)], chance.choice(MUTATIONS)
        yield f"{number}:{name}:{mutation.__name__}", mutation(bytearray(good[name]), chance, others)
