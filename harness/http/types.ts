export type {
  Answered,
  Exchange,
  HttpRequest,
  Reading,
  Silent,
} from "../../specs/types/exchange.format.d.ts";
import type { Exchange, HttpRequest } from "../../specs/types/exchange.format.d.ts";

/** Sends one request. Never rejects: silence is an exchange too. */
export type Send = (request: HttpRequest, options?: SendingOptions) => Promise<Exchange>;

export interface SendingOptions {
  /** It is not sent again when it is lost, so it is not risked on a connection that the server may be closing. */
  readonly once?: boolean;
  /** Bodies are bytes, a character each (latin1), both ways; text in UTF-8 when absent. */
  readonly bytes?: boolean;
}
