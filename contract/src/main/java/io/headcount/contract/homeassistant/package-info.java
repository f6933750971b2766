/** How Home Assistant finds a box by itself. */
@NullMarked
package io.headcount.contract.homeassistant;

import org.jspecify.annotations.NullMarked;
