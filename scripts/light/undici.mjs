// Of undici, what sends requests: its index loads fetch, WebSocket, caches and mocks, too, which takes longer than all of ours.
export { default as Agent } from "undici/lib/dispatcher/agent.js";
export { default as EnvHttpProxyAgent } from "undici/lib/dispatcher/env-http-proxy-agent.js";
export { default as ProxyAgent } from "undici/lib/dispatcher/proxy-agent.js";
export { default as buildConnector } from "undici/lib/core/connect.js";
