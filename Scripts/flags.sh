#!/bin/sh
# The flags of every build and test of this folder: one set, so that nothing is built twice. Spreadsheets where libxlsxwriter is;
# AVX2 where this machine has it: loops over paths then take four at a time, and no product is fused with a sum, so the bits stay.
set -eu
flags="-c release"
if [ -f /usr/include/xlsxwriter.h ] || pkg-config --exists xlsxwriter 2>/dev/null; then flags="$flags --traits Excel"; fi
if grep -qw avx2 /proc/cpuinfo 2>/dev/null; then flags="$flags -Xcc -mavx2"; fi
echo "$flags"
