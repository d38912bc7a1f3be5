// node:process as whoever imports nothing has it: the module makes ready all that it exports, stdin among it.
module.exports = process;
