"""The sounds of speech that both synthesisers share: CMU's names as flite has them, and espeak-ng's names mapped to them.

They are only a help in training: the encoder is taught which sound it hears in every frame. The finished model has no use for them.
"""

NAMES = (
    "aa ae ah ao aw ax ay b ch d dh eh er ey f g hh ih iy jh k l m n ng ow oy p r s sh t th uh uw v w y z zh"
).split()
NUMBER = {name: number for number, name in enumerate(NAMES, start=1)}
SILENCE = 0
COUNT = len(NAMES) + 1

ESPEAK = {
    "a": "ae", "aa": "ae", "a#": "ax", "A:": "aa", "A": "aa", "A@": "aa", "0": "aa", "0#": "aa", "aI": "ay", "aI@": "ay",
    "aI3": "ay", "aU": "aw", "aU@": "aw", "E": "eh", "E#": "eh", "e@": "eh", "eI": "ey", "3": "er", "3:": "er", "@": "ax",
    "@2": "ax", "@5": "ax", "@L": "l", "I": "ih", "I2": "ih", "I#": "ih", "i": "iy", "i:": "iy", "i@": "iy", "i@3": "iy",
    "O:": "ao", "O": "ao", "O2": "ao", "O@": "ao", "o@": "ao", "oU": "ow", "OI": "oy", "U": "uh", "U@": "uh", "u:": "uw",
    "u": "uw", "V": "ah", "T": "th", "D": "dh", "S": "sh", "Z": "zh", "tS": "ch", "dZ": "jh", "N": "ng", "r-": "r", "r": "r",
    "j": "y", "h": "hh", "t#": "t", "t2": "t", "?": "t", "n-": "n", "l#": "l", "l-": "l", "z#": "z", "d#": "d", "x": "k",
    "w#": "w",
}


def of_espeak(name):
    """The number of one of espeak-ng's sounds; `None` for marks that are no sound of their own."""
    name = name.strip("',%=_;|")
    return NUMBER.get(ESPEAK.get(name, name))
