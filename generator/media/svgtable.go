package media

import "strings"

// speaks reports whether text inside an element means something.
func speaks(element string) bool {
	switch element {
	case "text", "tspan", "textPath", "title", "desc":
		return true
	}
	return false
}

func setOf(names string) map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		set[name] = true
	}
	return set
}

// The lists of SVG 1.1 and SVG 2, without what runs, moves, embeds or leads
// away. They are never changed.
var (
	svgElement = setOf(`
		svg g defs symbol use switch title desc
		path rect circle ellipse line polyline polygon
		text tspan textPath image
		linearGradient radialGradient stop pattern clipPath mask marker
		filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
		feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood
		feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology
		feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`)

	// svgWords hold words or names, which nothing reads as CSS.
	svgWords = setOf(`id class lang role aria-label aria-labelledby aria-describedby aria-hidden
		requiredFeatures requiredExtensions systemLanguage in in2 result unicode`)

	svgAttribute = setOf(`
		version viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr
		d points pathLength transform dx dy rotate textLength lengthAdjust startOffset method spacing side
		gradientUnits gradientTransform spreadMethod offset patternUnits patternContentUnits patternTransform
		clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient
		filterUnits primitiveUnits stdDeviation mode type values tableValues slope intercept amplitude exponent
		operator k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY edgeMode kernelUnitLength preserveAlpha
		surfaceScale diffuseConstant specularConstant specularExponent azimuth elevation pointsAtX pointsAtY pointsAtZ
		limitingConeAngle scale xChannelSelector yChannelSelector radius z baseFrequency numOctaves seed stitchTiles dir`)

	// svgProperty are the properties that may also be written as attributes.
	svgProperty = setOf(`
		alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-filters
		color-rendering direction display dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity
		font-family font-size font-size-adjust font-stretch font-style font-variant font-weight glyph-orientation-vertical
		image-rendering letter-spacing lighting-color marker-end marker-mid marker-start mask mask-type opacity overflow
		paint-order shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
		stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-overflow text-rendering
		transform-origin unicode-bidi vector-effect visibility white-space word-spacing writing-mode`)

	// styleProperty may stand in styles only.
	styleProperty = setOf(`font marker isolation mix-blend-mode transform transform-box line-height text-align text-indent
		text-orientation font-feature-settings font-variation-settings font-kerning font-variant-ligatures cx cy r rx ry x y
		width height d`)

	cssFunction = setOf(`rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark var calc min max clamp
		matrix translate translatex translatey scale scalex scaley rotate skewx skewy
		inset circle ellipse polygon path rect blur brightness contrast drop-shadow grayscale hue-rotate invert opacity
		saturate sepia`)
)
