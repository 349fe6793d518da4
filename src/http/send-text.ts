// Sends a complete text.
import type { Response } from 'express';

/** @param type the media type, of JSON */
export function sendText(response: Response, type: string, text: string): void {
  response.setHeader('Content-Type', `${type}; charset=utf-8`);
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}
