"""The battery: figures that say whether the house keeps what it promises. The tests measure, the command sums up."""
