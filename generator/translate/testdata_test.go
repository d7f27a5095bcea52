package translate

// everything holds each construct that guides are made of.
const everything = "\uFEFF" + `+++
# a comment stays
title   = "Clean water"   # and this one
summary = 'What to do when the tap is dry.'
kind = "guide"
tags = ["water", "health"]
image = "tap.svg"
alt = "A tap"
+++

Before any heading.

## Boil it {#boil}

First paragraph, wrapped
over two lines.\
A hard break.

- Cup
- Pot
  continued

  second paragraph of the item
  - nested **item**
    > quoted in a list
- [ ] a task
- [x] a done task

1. Ask
2. Wait
   1. a while
   2. longer

> A quote
> over two lines
>
> > inside another

> [!WARNING] Take care
> Call {{hotline}} now.
>
> - not later
> - not [alone](../other/en.md#top "titled")

> [!PULLQUOTE]
> Words of the text.
> — Somebody

| Day | Place |
|-----|:-----:|
| Monday | *School* |
| Tuesday | a \| b |

Term
: What it means
  in two lines

A fact.[^a] Another.[^b]

[^a]: The note, with
    two lines.

    And a second paragraph.
[^b]: Short.

![A house with a tap](tap.svg "The tap \"of\" the school.")

Setext heading
--------------

` + "```sh\necho untouched\n```" + `

<details>
<summary>HTML</summary>
</details>

A line with an ![inline picture](x.png) in it.

***

## Recommendations {.recommendations}

1. **Give water.** To all.

2. **Never** sell it.
`
