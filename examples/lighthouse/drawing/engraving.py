"""What the two engravings share: noise, and ink laid down in lines.

A tone (0 white, 1 black) becomes lines whose width follows it, as an engraver
would cut them. Everything is drawn at three times its size and scaled down.
"""

import numpy as np
from PIL import Image

SCALE = 3


def noise(shape, cells, seed, octaves=4, stretch=(1.0, 1.0)):
    """Smooth noise of mean 0 and spread 1; `cells` is the number of bumps across."""
    random = np.random.default_rng(seed)
    height, width = shape
    total = np.zeros(shape)
    weight = 1.0
    for octave in range(octaves):
        across = max(2, int(cells * stretch[0] * 2**octave))
        down = max(2, int(cells * stretch[1] * 2**octave * height / width))
        coarse = Image.fromarray(random.standard_normal((down + 3, across + 3)).astype(np.float32))
        box = (0.5, 0.5, across + 1.5, down + 1.5)
        total += weight * np.asarray(coarse.resize((width, height), Image.BICUBIC, box=box))
        weight *= 0.5
    return (total - total.mean()) / total.std()


def ramp(value, low, high):
    """0 below `low`, 1 above `high`, smooth between."""
    t = np.clip((value - low) / (high - low), 0.0, 1.0)
    return t * t * (3 - 2 * t)


def lines(phase, tone):
    """True where there is ink: one line per unit of `phase`, as wide as the tone says."""
    distance = np.abs(phase - np.floor(phase) - 0.5) * 2
    return distance < np.clip(tone, 0.0, 1.0)


def save(ink, path):
    """Scales the plate down and saves it in 16 greys, which is all that an edge needs."""
    height, width = ink.shape
    plate = ink.reshape(height // SCALE, SCALE, width // SCALE, SCALE).mean(axis=(1, 3))
    grey = np.round((1 - plate) * 15) * 17
    image = Image.fromarray(grey.astype(np.uint8), "L")
    image.save(path, optimize=True, dpi=(300, 300))
    print(path, image.size, path.stat().st_size)
