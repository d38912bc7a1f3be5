/** Does nothing else for so long, as a process on a machine that has other work. */
export function beBusy(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
