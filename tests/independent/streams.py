#!/usr/bin/env python3
"""The uniform numbers of kapok's named streams, from the published algorithms alone, in plain Python.

    python3 tests/independent/streams.py > tests/draws/uniforms.csv

A stream belongs to (seed, name, block). Eight generators xoshiro256++ (Blackman & Vigna 2021) run side by side and give a number
each in turn. The two halves of the 128-bit SipHash-2-4 (Aumasson & Bernstein 2012) of the bytes of the name under the key (seed, 0)
start two SplitMix64 sequences (Steele, Lea & Flood 2014). Numbers 16 block + 2 g and the next of the first are the first two words
of generator g's state, those of the second the last two. Of a draw of 64 bits the upper 52, and a half, over 2^52 are the uniform number.

Prints `seed,name,block,draw,uniform`: some draws of each stream, counted from 0, uniform numbers in hexadecimal of their bits.
"""

import struct

MASK = (1 << 64) - 1


def rotate(x, bits):
    return ((x << bits) | (x >> (64 - bits))) & MASK


def sip_round(v):
    v[0] = (v[0] + v[1]) & MASK
    v[1] = rotate(v[1], 13) ^ v[0]
    v[0] = rotate(v[0], 32)
    v[2] = (v[2] + v[3]) & MASK
    v[3] = rotate(v[3], 16) ^ v[2]
    v[0] = (v[0] + v[3]) & MASK
    v[3] = rotate(v[3], 21) ^ v[0]
    v[2] = (v[2] + v[1]) & MASK
    v[1] = rotate(v[1], 17) ^ v[2]
    v[2] = rotate(v[2], 32)


def siphash_2_4_128(k0, k1, message):
    v = [k0 ^ 0x736F6D6570736575, k1 ^ 0x646F72616E646F6D ^ 0xEE, k0 ^ 0x6C7967656E657261, k1 ^ 0x7465646279746573]
    padded = message + bytes(7 - len(message) % 8) + bytes([len(message) & 0xFF])
    for (word,) in struct.iter_unpack("<Q", padded):
        v[3] ^= word
        sip_round(v)
        sip_round(v)
        v[0] ^= word
    halves = []
    for start in (0xEE, 0xDD):
        v[2 if start == 0xEE else 1] ^= start
        for _ in range(4):
            sip_round(v)
        halves.append(v[0] ^ v[1] ^ v[2] ^ v[3])
    return halves


def split_mix(start, number):
    z = (start + 0x9E3779B97F4A7C15 * (number + 1)) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def next_word(s):
    drawn = (rotate((s[0] + s[3]) & MASK, 23) + s[0]) & MASK
    t = (s[1] << 17) & MASK
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= t
    s[3] = rotate(s[3], 45)
    return drawn


def uniforms(seed, name, block):
    starts = siphash_2_4_128(seed, 0, name.encode())
    states = []
    for generator in range(8):
        first = (16 * block + 2 * generator) & MASK
        states.append([split_mix(start, first + place) for start in starts for place in (0, 1)])
    while True:
        for state in states:
            yield ((next_word(state) >> 12) + 0.5) / 2**52


STREAMS = [
    (1, "factor.macro", 0), (1, "factor.macro", 1), (1, "factor.macro", 1562), (2, "factor.macro", 0),
    (20201231, "sector.steel.output_growth", 3), (0, "", 0), ((1 << 64) - 1, "value_added.sectors.steel", (1 << 64) - 1),
    (7, "区域", 5), (1, "abcdefg", 0), (1, "abcdefgh", 0),
]
DRAWS = [0, 1, 2, 3, 62, 63, 64, 65, 127, 639]

if __name__ == "__main__":
    # The vector published with SipHash for keys 0..15 and no message in its variant of 128 bits.
    found = struct.pack("<QQ", *siphash_2_4_128(0x0706050403020100, 0x0F0E0D0C0B0A0908, b"")).hex()
    assert found == "a3817f04ba25a8e66df67214c7550293", found
    # Published with SplitMix64 for the state 1234567.
    assert [split_mix(1234567, k) for k in range(2)] == [6457827717110365317, 3203168211198807973]
    print("seed,name,block,draw,uniform")
    for seed, name, block in STREAMS:
        stream = uniforms(seed, name, block)
        values = [next(stream) for _ in range(max(DRAWS) + 1)]
        for draw in DRAWS:
            print(f"{seed},{name},{block},{draw},{struct.pack('>d', values[draw]).hex()}")
