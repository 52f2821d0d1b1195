/** Every expected failure of the HTTP interface: a stable code, its status, and what the caller can do. */
export const APP_ERRORS = {
  "not-signed-in": { status: 401, message: "Sign in first." },
  "not-allowed": {
    status: 403,
    message: "Your role does not allow this. Ask an owner of your organisation.",
  },
  "not-found": { status: 404, message: "There is nothing here, or it is not yours to see." },
  "bad-request": { status: 400, message: "The request cannot be read. Check its parameters." },
  "foreign-origin": { status: 403, message: "This can only be asked from Reactline's own pages." },
  "campaign-not-open": { status: 409, message: "This study does not take part in fieldwork at the moment." },
  "consent-outdated": {
    status: 409,
    message: "The consent text has changed since the page was opened. Reload the page.",
  },
  "no-session": { status: 401, message: "This browser has no session in this study. Open the link again." },
  "segment-unknown": {
    status: 400,
    message: "This link names a group that the study does not have. Ask whoever sent it for another one.",
  },
  "session-closed": { status: 409, message: "This session is closed." },
  "link-expired": {
    status: 410,
    message: "This link was used, withdrawn or has expired. Ask for a new one.",
  },
  "last-owner": { status: 409, message: "An organisation needs an owner. Make somebody else one first." },
  "already-member": { status: 409, message: "There is a member with this e-mail address." },
  "address-taken": {
    status: 409,
    message: "This e-mail address has an account already. Ask for an invitation to another one.",
  },
  yourself: { status: 409, message: "You cannot remove yourself; another owner can." },
  "wrong-password": { status: 403, message: "That is not your password." },
  "wrong-code": { status: 403, message: "That code does not fit. Wait for the next one and try again." },
  "no-second-factor": { status: 409, message: "This member has no second factor. Reload the page." },
  "second-factor-on": { status: 409, message: "A second factor is on. Switch it off first." },
  "campaign-fixed": {
    status: 409,
    message: "This cannot be changed any more: the campaign has been published.",
  },
  "not-ready": { status: 409, message: "The campaign is not ready to be published." },
  "wrong-state": { status: 409, message: "The campaign has changed meanwhile. Reload the page." },
  "unusable-video": { status: 415, message: "This file is not an mp4 or webm video that browsers can play." },
  "no-memory": {
    status: 503,
    message: "The server has too little memory at the moment. Try again in a few minutes.",
  },
  "no-room": { status: 409, message: "There are as many of these as can be kept. Delete one first." },
  "too-many": { status: 429, message: "Too many requests. Wait a minute and try again." },
  "too-large": { status: 413, message: "That is larger than what is accepted here." },
} as const;

export type AppErrorCode = keyof typeof APP_ERRORS;

/** An expected failure. `message` may add what is specific to the case; it is shown to the caller. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly status: number;

  constructor(code: AppErrorCode, message: string = APP_ERRORS[code].message) {
    super(message);
    this.name = "AppError";
    this.code = code;
    this.status = APP_ERRORS[code].status;
  }
}
