/** What the verifier's process may take, native parts included. It needs about a fifth of it. */
export const verifierMemoryMib = 1024;

/** The exit code of a process that took more than it may. */
export const memoryExit = 97;

/** Ends this process when it has taken so much memory. The core works on threads of its own, so that the clock goes on. */
export function watchMemory(mib = verifierMemoryMib): void {
  const look = () => {
    if (process.memoryUsage.rss() > mib * 1024 ** 2) process.exit(memoryExit);
  };
  setInterval(look, 50).unref();
}
