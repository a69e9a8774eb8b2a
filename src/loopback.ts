/** True for an address or name that only this machine can have. */
export const isLoopback = (host: string): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|(0*:)*:0*1|::ffff:127\.\d+\.\d+\.\d+)$/i.test(host);

/** Whether a `Host` header names this machine: a page under a name that was turned to this address names itself. */
export const namesThisMachine = (host: string): boolean =>
  isLoopback(host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1'));
