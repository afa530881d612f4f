// The number type of the whole library, and the integer of the same size that carries its bits. The shipped build computes in
// single precision; the test suite compiles the very same sources a second time with Real = double, where gradient checks are
// exact to eight digits instead of three.
global using Bits = int;
global using Real = float;
