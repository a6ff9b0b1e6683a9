#!/bin/sh
# The flags of every build and test of this folder: one set, so that nothing is built twice. Spreadsheets where libxlsxwriter is.
set -eu
if [ -f /usr/include/xlsxwriter.h ] || pkg-config --exists xlsxwriter 2>/dev/null; then
    echo "-c release --traits Excel"
else
    echo "-c release"
fi
