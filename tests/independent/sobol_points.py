"""Sobol points of scipy: `python tests/independent/sobol_points.py > tests/independent/sobol_points_expected.csv`.

Columns: dimension, counted from 1; number of the point in Gray-code order, counted from 0; the coordinate times 2^32.
The first 16 points in dimensions 1 to 10, and points at random places of all 3667 dimensions. Made with scipy 1.17.1.
"""

import random

from scipy.stats import qmc

DIMENSIONS = 3667

print("dimension,point,numerator")


def show(point, dimensions):
    sobol = qmc.Sobol(DIMENSIONS, scramble=False, bits=32)
    if point > 0:
        sobol.fast_forward(point)
    coordinates = sobol.random(1)[0]
    for dimension in dimensions:
        print(f"{dimension},{point},{int(coordinates[dimension - 1] * 2**32)}")


for point in range(16):
    show(point, range(1, 11))
chance = random.Random(1)
for _ in range(25):
    show(chance.randrange(2**22), sorted(chance.sample(range(1, DIMENSIONS + 1), 40)))
