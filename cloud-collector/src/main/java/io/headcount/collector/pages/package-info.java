/** What people look at in a browser. The files hold no data; that comes by the API. */
@NullMarked
package io.headcount.collector.pages;

import org.jspecify.annotations.NullMarked;
