import { setFlagsFromString } from "node:v8";

// Most of what tests load runs a few times: V8 optimized it for a sixth of their CPU, and threw it away with them.
setFlagsFromString("--interrupt-budget=500000");
