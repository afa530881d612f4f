global using Bits = long;
global using Real = double;
