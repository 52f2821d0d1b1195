import classes from "./home.module.css";

const TOP =
  "M0 150 C40 148 60 140 90 118 C120 92 135 60 165 58 C195 56 210 112 240 128 C275 146 300 138 330 96 C355 62 375 30 405 28 C425 27 440 44 460 62";
const LOW =
  "L460 96 C440 80 425 64 405 66 C375 70 355 98 330 128 C300 164 275 170 240 154 C210 142 195 94 165 98 C135 102 120 122 90 142 C60 160 40 166 0 168 Z";
const SURPRISE =
  "M0 160 C30 158 45 120 62 86 C76 60 90 66 104 112 C118 150 150 156 190 154 C230 152 250 150 268 122 C284 98 296 112 312 140 C330 162 400 158 460 152";

/** A drawing of what the studio shows. It has no axis and no figures, because it is not data. */
export function HomeCurve() {
  return (
    <figure className={classes.drawing} aria-hidden="true">
      <svg viewBox="0 0 460 230" role="presentation">
        {[40, 100, 160].map((y) => (
          <line key={y} x1="0" x2="460" y1={y} y2={y} stroke="var(--reactline-hairline)" />
        ))}
        <path d={`${TOP} ${LOW}`} fill="var(--expression-happy)" opacity="0.18" />
        <path
          d={SURPRISE}
          fill="none"
          stroke="var(--expression-surprise)"
          strokeWidth="2"
          strokeDasharray="14 3"
        />
        <path
          d="M0 159 C40 157 60 150 90 130 C120 107 135 81 165 78 C195 75 210 127 240 141 C275 158 300 151 330 112 C355 80 375 50 405 47 C425 46 440 62 460 79"
          fill="none"
          stroke="var(--expression-happy)"
          strokeWidth="3"
        />
        <line x1="330" x2="330" y1="14" y2="218" stroke="var(--mantine-color-text)" strokeWidth="1.5" />
        <circle cx="330" cy="14" r="5" fill="var(--mantine-color-text)" />
        {Array.from({ length: 46 }, (_, i) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a drawing whose bars never move
            key={i}
            x={i * 10 + 1}
            width="8"
            y={200 + (i > 22 && i < 27 ? 6 : i / 20)}
            height={18 - (i > 22 && i < 27 ? 6 : i / 20)}
            fill="var(--reactline-measured)"
            opacity="0.7"
          />
        ))}
      </svg>
    </figure>
  );
}
