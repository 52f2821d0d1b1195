import { createHash } from "node:crypto";
import { segmentVariablesSchema } from "#lib/protocol/campaign-setup.ts";

export interface ConsentCampaign {
  title: string;
  purpose: string;
  retentionDays: number;
  /** As it is stored: what the organisation knows of each viewer beforehand. */
  segmentVariables: unknown;
  organisation: { name: string };
}

export interface ConsentText {
  /** Rises with every change of the wording; the hash tells apart what each campaign fills in. */
  version: string;
  locale: "en";
  sections: readonly { heading: string; text: string }[];
  /** The sentence beside the unticked box. */
  statement: string;
  /** All of it as one text: what is hashed and kept. */
  body: string;
  /** SHA-256 of `body` in UTF-8, hex. */
  sha256: string;
}

const VERSION = "2026-11-24.4";

function retention(days: number): string {
  if (days % 365 === 0) return days === 365 ? "one year" : `${days / 365} years`;
  return `${days} days`;
}

/** What a link may tell of the viewer, in the campaign's own words; empty when it tells nothing. */
function groups(segmentVariables: unknown): string {
  const titles = segmentVariablesSchema.parse(segmentVariables).map(({ title }) => title);
  if (titles.length === 0) return "";
  return ` Your link may say which groups you belong to (${titles.join(", ")}); that is stored with your numbers.`;
}

/**
 * The consent text of a campaign: who asks, what is measured, what is stored and for how long, what never leaves
 * the device, how to stop. Every sentence of it is a promise that the code keeps.
 */
export function consentText(campaign: ConsentCampaign): ConsentText {
  const sections = [
    {
      heading: "Who asks",
      text: `${campaign.organisation.name} asks you to take part in “${campaign.title}”. Purpose: ${campaign.purpose}`,
    },
    {
      heading: "What is measured",
      text: "While you watch a video, software in your browser looks at your camera’s picture up to 30 times a second, as fast as your device can. It gives scores for seven facial expressions (angry, disgust, fear, happy, neutral, sad, surprise), the direction of your head, whether your eyes are open, how far your mouth is open, where and how large your face is in the picture, the light and contrast, and how many faces it sees. Where your face is, stays on your device: it only tells whether somebody else may have taken your place. An expression score describes a face. It does not say what you feel.",
    },
    {
      heading: "No image leaves your device",
      text: "Every camera picture is analysed on your device and discarded at once. No photo, no video and no sound of you is sent or stored. Nobody can recognise you from what is sent.",
    },
    {
      heading: "What is stored, and for how long",
      text: `Stored are: the numbers above with their times, the name and version of your browser, whether it could store data, how fast your device could measure, when the camera was lost or turned and when you left the page or came back, this consent with its time, and a receipt number.${groups(campaign.segmentVariables)} Numbers that could not be sent yet wait in this browser, and a cookie lets it go on with your session for a day. Your name and your address are not stored. The numbers are kept for ${retention(campaign.retentionDays)} and then destroyed. Reports show groups of at least five viewers; only ${campaign.organisation.name}’s own study team can see a single, nameless curve.`,
    },
    {
      heading: "You can stop at any time",
      text: `Taking part is voluntary. Close the page, or choose “Stop taking part”, and the measurement ends at once; what was sent before stays stored. Open the page again in this browser within a day, and you can go on where you stopped. Choose “Withdraw and erase”, at any moment while you take part or in this browser within a day of your consent, and everything that was measured of you is erased at once, from the group’s numbers too; only the fact and the times of your consent and your withdrawal are kept. Copies that the study team downloaded before that are not reached. After that day, send your receipt number to ${campaign.organisation.name} to have your numbers erased. You must be 18 or older.`,
    },
  ];
  const statement =
    "I am 18 or older. I agree that my facial expressions are measured while I watch, and that the resulting numbers are stored as described above.";
  const body = [...sections.flatMap(({ heading, text }) => [heading, text]), statement].join("\n\n");
  return {
    version: VERSION,
    locale: "en",
    sections,
    statement,
    body,
    sha256: createHash("sha256").update(body, "utf8").digest("hex"),
  };
}
