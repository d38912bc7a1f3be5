// Of undici, what sends requests: its index loads fetch, WebSocket, caches and mocks, too, which takes longer than all of ours.
import Dispatcher from "undici/lib/dispatcher/dispatcher.js";
import request from "undici/lib/api/api-request.js";

export { default as Agent } from "undici/lib/dispatcher/agent.js";
export { default as EnvHttpProxyAgent } from "undici/lib/dispatcher/env-http-proxy-agent.js";
export { default as ProxyAgent } from "undici/lib/dispatcher/proxy-agent.js";

Object.assign(Dispatcher.prototype, { request });
