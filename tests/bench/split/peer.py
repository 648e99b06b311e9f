#!/usr/bin/env python3
"""peer.py TOTAL UNIT IN OUT: the same split in plain Python, exact integers, largest remainder; ties by weight, then key."""
import csv
import sys

total, unit = int(sys.argv[1]), int(sys.argv[2])
keys, weights, floors, caps = [], [], [], []
with open(sys.argv[3], encoding="utf-8") as file:
    rows = csv.reader(file)
    next(rows)
    for key, weight, floor, cap in rows:
        keys.append(key)
        weights.append(int(weight))
        floors.append(-(-int(floor) // unit))
        caps.append(int(cap) // unit)
amounts = [None] * len(keys)
left, active = total // unit, range(len(keys))
while True:
    whole = sum(weights[i] for i in active)
    low = [i for i in active if left * weights[i] <= floors[i] * whole]
    high = [i for i in active if left * weights[i] >= caps[i] * whole]
    short = sum(floors[i] * whole - left * weights[i] for i in low)
    excess = sum(left * weights[i] - caps[i] * whole for i in high)
    held = (low if short >= excess else []) + (high if excess >= short else [])
    for i in low if short >= excess else []:
        amounts[i] = floors[i]
    for i in high if excess >= short else []:
        amounts[i] = caps[i]
    left -= sum(amounts[i] for i in held)
    active = [i for i in active if amounts[i] is None]
    if short == excess:
        break
whole = sum(weights[i] for i in active)
rests = []
for i in active:
    amounts[i], rest = divmod(left * weights[i], whole)
    rests.append((-rest, -weights[i], keys[i], i))
spare = left - sum(amounts[i] for i in active)
rests.sort()
for rest in rests[:spare]:
    amounts[rest[3]] += 1
with open(sys.argv[4], "w", encoding="utf-8") as file:
    file.write("key,target\n" + "".join(f"{key},{amount * unit}\n" for key, amount in zip(keys, amounts)))
