import { Container, Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import { ColourSchemeToggle } from "#app/colour-scheme-toggle.tsx";
import { LinkButton } from "#app/link-button.tsx";
import { Wordmark } from "#app/wordmark.tsx";
import classes from "./home.module.css";
import { HomeCurve } from "./home-curve.tsx";

export const metadata: Metadata = {
  title: { absolute: "Reactline: test a video by its viewers' expressions" },
};

const STEPS = [
  {
    title: "You send a link",
    text: "Viewers open it in their own browser. They read who asks, what is measured and for how long it is kept, and decide.",
  },
  {
    title: "Their browser measures",
    text: "A model on the viewer's device scores seven expressions, many times a second. The frames are thrown away there; numbers leave.",
  },
  {
    title: "You read the curve",
    text: "Second by second beside the video, while people are still watching, with the number of viewers behind every point.",
  },
];

const PROMISES = [
  {
    title: "No image leaves the device",
    text: "Not a frame, not a still. The model runs in the viewer's browser, and what travels is numbers about each analysed frame.",
  },
  {
    title: "Consent comes first",
    text: "The camera stays off until the viewer has agreed to a plain text. Declining ends the visit, and no measurement is stored.",
  },
  {
    title: "A score is not a feeling",
    text: "An expression is evidence of a reaction, no more. Everything here is called an expression score, and what could not be measured stays empty.",
  },
  {
    title: "No names",
    text: "A respondent is a random number here. Audience curves appear from five viewers on, and a single curve is open only to a campaign's owner and editors. Never for staff, pupils or students.",
  },
];

export default function HomePage() {
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Wordmark />
        <div className={classes.headerEnd}>
          <ColourSchemeToggle />
          <LinkButton href="/sign-in" variant="default" size="sm">
            Sign in
          </LinkButton>
        </div>
      </header>
      <main>
        <Container size={1120} className={classes.hero}>
          <div>
            <Title order={1} className={classes.headline}>
              See where a video moves its viewers
            </Title>
            <Text className={classes.lead}>
              Reactline measures expressions in the viewer's own browser while they watch, and draws the
              audience's reaction second by second beside your video.
            </Text>
            <div className={classes.actions}>
              <LinkButton href="/sign-in" size="md">
                Open the studio
              </LinkButton>
              <a className={classes.textLink} href="#viewers">
                What viewers are promised
              </a>
            </div>
          </div>
          <HomeCurve />
        </Container>
        <Container size={1120} component="section" className={classes.section}>
          <Title order={2}>How it works</Title>
          <ol className={classes.steps}>
            {STEPS.map(({ title, text }, index) => (
              <li key={title}>
                <span className={classes.stepNumber}>{index + 1}</span>
                <Title order={3}>{title}</Title>
                <Text c="dimmed">{text}</Text>
              </li>
            ))}
          </ol>
        </Container>
        <Container size={1120} component="section" className={classes.section} id="viewers">
          <Title order={2}>What viewers are promised</Title>
          <dl className={classes.promises}>
            {PROMISES.map(({ title, text }) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </Container>
      </main>
      <footer className={classes.footer}>
        Reactline runs on your own server. Its code is open under the MIT licence.
      </footer>
    </div>
  );
}
