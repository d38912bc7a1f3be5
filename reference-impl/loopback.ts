/** Names and addresses of this machine. */
export const isLoopback = (hostname: string): boolean =>
  /^(?:(?:.*\.)?localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i.test(hostname);
