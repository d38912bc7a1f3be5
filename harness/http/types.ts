export type {
  Answered,
  Exchange,
  HttpRequest,
  Silent,
} from "../../specs/types/exchange.format.d.ts";
import type { Exchange, HttpRequest } from "../../specs/types/exchange.format.d.ts";

/** Sends one request. Never rejects: silence is an exchange too. */
export type Send = (request: HttpRequest) => Promise<Exchange>;
