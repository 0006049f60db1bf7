#!/bin/sh
# Started in place of the program, as `stand-in-worker.sh engine-worker MODEL`: the "model" is a script to run.
exec sh "$2"
